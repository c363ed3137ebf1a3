import { View } from '@tarojs/components';
import type { DaySheetReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Page } from '../../../components/page';
import { canPrint } from '../../../services/print';
import { useScreenReply } from '../../../services/use-reply';
import { formatFullDay } from '../../../text/date';
import { proxyApi } from '../proxy-api';
import { taskWords } from '../words';

/** The same lines on the screen and on paper. */
function Lines({ sheet }: { sheet: DaySheetReply }) {
  return (
    <>
      {sheet.villages.map(({ code, name, people }) => (
        <View key={code ?? 'none'}>
          <View className="print__head">{name ?? '没写住在哪个村'}</View>
          {people.map((person, at) => (
            <View key={at} className="print__line">
              □ {person.name}
              {person.phoneEnd === null ? '' : `（手机尾号 ${person.phoneEnd}）`}：
              {person.tasks.map(taskWords).join('；')}
            </View>
          ))}
        </View>
      ))}
    </>
  );
}

function Sheet({ sheet }: { sheet: DaySheetReply }) {
  const title = `${sheet.organisation.name} ${formatFullDay(sheet.on)} 要跑的`;
  if (sheet.villages.length === 0) return <Empty title="今天没有要跑的" next="有了会按村排在这里。" />;
  return (
    <>
      <View className="lead">上面有别人的名字，办完请收好，不要乱放。</View>
      <View className="card card_plain">
        <Lines sheet={sheet} />
      </View>
      {canPrint() && (
        <View className="actions">
          <Button id="print" words="打印" onTap={() => window.print()} />
        </View>
      )}
      <View className="print">
        <View className="print__title">{title}</View>
        <Lines sheet={sheet} />
        <View>办完请交回，不要带走、不要拍照外传。</View>
      </View>
    </>
  );
}

const askSheet = () => proxyApi.getDaySheet();

export default function SheetPage() {
  const replied = useScreenReply('today', askSheet);
  return (
    <Page title="今天要跑的" below prints>
      <Loaded from={replied}>{(sheet) => <Sheet sheet={sheet} />}</Loaded>
    </Page>
  );
}
