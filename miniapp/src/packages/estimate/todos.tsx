import { View } from '@tarojs/components';
import type { NextStep, PolicyPack } from '@yijiutong/rules/estimate';
import type { StatisticUse } from '@yijiutong/rules/policy';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { SampleMark } from '../../components/sample';
import { showRange, todos } from './result-words';

/** The statistics of one standing, each once. */
export function namesOf(relies: readonly StatisticUse[], status: StatisticUse['status']): string[] {
  return [...new Set(relies.filter((use) => use.status === status).map(({ title }) => title))];
}

/** What to do next, each with what it can bring and where it is written. */
export function Todos({ steps, pack }: { steps: readonly NextStep[]; pack: PolicyPack }) {
  return (
    <Card title="接下来做什么">
      {steps.map(({ code, amount, clause, relies }) => (
        <View key={code} className="todo">
          <View className="todo__title">
            {todos[code].title}
            {amount !== null && namesOf(relies, 'illustrative').length > 0 && <SampleMark />}
          </View>
          <View className="todo__words">{todos[code].words(amount === null ? null : showRange(amount))}</View>
          {clause !== null && <ClauseLink clause={clause} texts={pack.articles} />}
        </View>
      ))}
    </Card>
  );
}
