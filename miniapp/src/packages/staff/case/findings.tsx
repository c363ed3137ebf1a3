/** What was found at the door, by 民政 and in the village: for those who decide on it. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, DeskFindings } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { formatFullDay, formatMoment } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { ruralLists } from '../rural-api';

type Facts = readonly (readonly [name: string, value: string])[];

function Found({ title, by, facts }: { title: string; by: { name: string } | null; facts: Facts }) {
  return (
    <View className="said">
      <View className="said__who">{title}</View>
      {by !== null && <View className="line__note">{by.name} 记</View>}
      {facts.map(([name, value]) => (
        <View key={name} className="pair">
          <View className="pair__name">{name}</View>
          <View className="pair__value">{value}</View>
        </View>
      ))}
    </View>
  );
}

const orNone = (words: string | null): string => (words === null || words === '' ? '无' : words);

function visitFacts(visit: DeskFindings['visits'][number]): Facts {
  return [
    ['家里人口', `${visit.members} 人`],
    ['有劳动能力', `${visit.workers} 人`],
    ['家庭年收入', formatYuan(visit.yearlyIncome)],
    ['住房', visit.house],
    ['患病情况', visit.illness],
    ['其他', orNone(visit.remarks)],
  ];
}

function meansFacts(means: DeskFindings['means'][number]): Facts {
  return [
    ['经济状况', means.withinLimit ? '在标准以内' : '超过标准'],
    ['前 12 个月自负医疗费用', means.selfPaid === null ? '没有核出来' : formatYuan(means.selfPaid)],
    ['说明', orNone(means.words)],
  ];
}

function ruralFacts(one: DeskFindings['rural'][number]): Facts {
  return [
    ['名单', ruralLists[one.listed]],
    ...(one.since === null ? [] : [['从哪天起', formatFullDay(one.since)] as const]),
    ['说明', orNone(one.words)],
  ];
}

function publicityFacts(one: DeskFindings['publicity'][number]): Facts {
  const ended = one.endedAt === null ? '还没有结束' : formatMoment(one.endedAt, new Date().toISOString());
  return [
    ['从', formatFullDay(one.startsOn)],
    ['到', formatFullDay(one.endsOn)],
    ['结束', ended],
  ];
}

export function Findings({ desk: { findings } }: { desk: DeskClaimReply }) {
  const { visits, means, publicity, rural, objections } = findings;
  const all = [visits, means, publicity, rural, objections];
  if (all.every((found) => found.length === 0)) return null;
  return (
    <Card title="调查、核对和公示">
      {visits.map((one, at) => (
        <Found
          key={`visit${at}`}
          title={`入户调查，${formatFullDay(one.on)}`}
          by={one.by}
          facts={visitFacts(one)}
        />
      ))}
      {means.map((one, at) => (
        <Found
          key={`means${at}`}
          title={`经济状况核对，${formatFullDay(one.on)}`}
          by={one.by}
          facts={meansFacts(one)}
        />
      ))}
      {rural.map((one) => (
        <Found
          key={`rural${one.at}`}
          title={`乡村振兴部门，${formatMoment(one.at, new Date().toISOString())}`}
          by={one.by}
          facts={ruralFacts(one)}
        />
      ))}
      {publicity.map((one, at) => (
        <Found key={`publicity${at}`} title="公示" by={one.by} facts={publicityFacts(one)} />
      ))}
      {objections.map((one) => (
        <Found
          key={one.at}
          title={`公示异议，${formatMoment(one.at, new Date().toISOString())}`}
          by={one.by}
          facts={[['内容', one.words]]}
        />
      ))}
    </Card>
  );
}
