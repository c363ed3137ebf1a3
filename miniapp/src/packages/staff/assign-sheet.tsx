/** Who gets a case: a colleague of the same post, or nobody. Whoever is away can be given nothing. */
import { View } from '@tarojs/components';
import type { ColleaguesReply } from '@yijiutong/rules/contract';

import { Cell, List } from '../../components/list';
import { Loaded } from '../../components/loaded';
import { Sheet } from '../../components/sheet';
import type { AppFailure } from '../../services/failure';
import { useScreenReply } from '../../services/use-reply';
import { formatDay, today } from '../../text/date';
import { caseApi } from './case-api';
import { StaffTrouble } from './staff-trouble';

type Colleague = ColleaguesReply['colleagues'][number];

type Props = {
  /** Who has it now. */
  holder: string | null;
  failure: AppFailure | null;
  onChoose: (staffId: string | null) => void;
  onClose: () => void;
};

const askColleagues = async () => (await caseApi.listColleagues()).colleagues;

function isAwayOn({ away }: Colleague, day: string): boolean {
  return away !== null && away.from <= day && day <= away.until;
}

function noteOf(colleague: Colleague): string {
  const { open, organisation, away } = colleague;
  const now = today();
  const comes = away === null || isAwayOn(colleague, now) ? '' : `，${formatDay(away.from, now)}起不在岗`;
  return `${organisation}，手上 ${open} 件${comes}`;
}

export function AssignSheet({ holder, failure, onChoose, onClose }: Props) {
  const replied = useScreenReply('all', askColleagues);
  return (
    <Sheet title="交给谁办" onClose={onClose}>
      <StaffTrouble failure={failure} />
      <Loaded from={replied}>
        {(colleagues) => {
          const others = colleagues.filter((one) => one.staffId !== holder && !isAwayOn(one, today()));
          return (
            <>
              {others.length === 0 && <View className="lead">同岗位的同事都不在岗。</View>}
              <List>
                {others.map((one) => (
                  <Cell
                    key={one.staffId}
                    id={`to-${one.staffId}`}
                    title={one.herself ? '我自己' : one.name}
                    note={noteOf(one)}
                    onTap={() => onChoose(one.staffId)}
                  />
                ))}
                {holder !== null && (
                  <Cell
                    id="release"
                    title="交回待办"
                    note="同岗位的谁都可以办"
                    onTap={() => onChoose(null)}
                  />
                )}
              </List>
            </>
          );
        }}
      </Loaded>
    </Sheet>
  );
}
