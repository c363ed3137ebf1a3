/** Bills that may be one: what the other one is and where, and whether it is the same. Nothing is granted before that is said. */
import { View } from '@tarojs/components';
import type { BillTwin, DeskClaimReply, TwinVerdict } from '@yijiutong/rules/contract';

import { MoneyLine } from '../../../components/money';
import { Notice } from '../../../components/notice';
import { formatFullDay } from '../../../text/date';
import { isAboveZero } from '../../../text/money';
import { stateNames } from '../case-words';
import { Choose } from './choose';
import { paperName } from './names';

type Said = 'same' | 'other';
/** By pair. */
export type TwinAnswers = Readonly<Record<string, Said>>;

const answers = [
  { value: 'same', name: '是同一张', note: '只按一张付' },
  { value: 'other', name: '不是同一张' },
] as const;

const keyOf = ({ ref, other }: Pick<BillTwin, 'ref' | 'other'>): string => `${ref} ${other}`;

/** Those that nobody has answered yet. */
const openOf = ({ twins }: DeskClaimReply): BillTwin[] => twins.filter(({ decided }) => decided === null);

/** What was said, or the pairs that still wait for it. */
export function checkTwins(desk: DeskClaimReply, said: TwinAnswers) {
  const open = openOf(desk);
  const verdicts: TwinVerdict[] = open.flatMap(({ ref, other }) => {
    const answer = said[keyOf({ ref, other })];
    return answer === undefined ? [] : [{ ref, other, same: answer === 'same' }];
  });
  return { verdicts, isWhole: verdicts.length === open.length };
}

/** Where the other one lies. */
function placeWords({ claim: { claimId } }: DeskClaimReply, { source, takenBack, claim }: BillTwin): string {
  const kind = source === 'platform' ? '医保系统里的账单' : '另一张纸质账单';
  const where = takenBack ? '已经付过、医院后来撤销的账单' : kind;
  if (claim === null) return where;
  if (claim.claimId === claimId) return `${where}，也在这份申请里`;
  const { words } = stateNames[claim.state];
  return `${where}，在申请${claim.number === null ? '' : ` ${claim.number}`}里（${words}）`;
}

type Props = {
  desk: DeskClaimReply;
  said: TwinAnswers;
  change: (said: TwinAnswers) => void;
  /** It was tried without all answers. */
  tried: boolean;
};

/** Said before, and the other one is still where it was: the claim was paid for its own, and gets no more for it. */
function Standing({ desk }: Pick<Props, 'desk'>) {
  return desk.twins
    .filter(({ decided }) => decided?.same === true)
    .map((twin) => (
      <Notice key={keyOf(twin)} tone="warm">
        {paperName(desk, twin.ref)}已经说过是同一张：{placeWords(desk, twin)}。这里不再多付，可以办结。
      </Notice>
    ));
}

export function TwinsPart({ desk, said, change, tried }: Props) {
  const open = openOf(desk);
  if (open.length === 0) return <Standing desk={desk} />;
  return (
    <View className="figures">
      <Standing desk={desk} />
      <Notice tone="warm">有的账单看起来是同一张。请先对一对，同一张只付一次。</Notice>
      {open.map((twin) => {
        const key = keyOf(twin);
        return (
          <View key={key} className="proposal__bill">
            <View className="figures__title">{paperName(desk, twin.ref)}</View>
            <View className="card__text">
              {placeWords(desk, twin)}：{twin.institution ?? '未写医院'}，{formatFullDay(twin.on)}
            </View>
            <MoneyLine label="那一张的总费用" money={twin.total} />
            {twin.granted !== null && isAboveZero(twin.granted) && (
              <MoneyLine label="那一张已救助" money={twin.granted} />
            )}
            <Choose
              id={`twin-${key.replace(' ', '-')}`}
              label="和这一张是不是同一张"
              options={answers}
              chosen={said[key] ?? null}
              onChoose={(answer) => change({ ...said, [key]: answer })}
              error={tried && said[key] === undefined ? '请选一个。' : null}
            />
          </View>
        );
      })}
    </View>
  );
}
