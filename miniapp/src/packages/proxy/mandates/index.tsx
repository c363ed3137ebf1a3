import { View } from '@tarojs/components';
import type { Mandate, MandatesReply } from '@yijiutong/rules/contract';

import { BigAction, Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { Notice, Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { Section } from '../../../components/section';
import { useConfirm } from '../../../components/use-confirm';
import { openProxy } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { claimKinds } from '../../../text/claim';
import { proxyApi } from '../proxy-api';
import { dayOf, standingOf } from '../words';
import { JoinVolunteers } from './join';

type Put = (reply: MandatesReply) => void;

function scopeWords({ scope }: Mandate): string {
  return scope.by === 'kinds'
    ? scope.kinds.map((kind) => claimKinds[kind]).join('、')
    : `${scope.claims.length} 份说好的申请`;
}

/** Somebody asks: what it means stands before the button. */
function Asked({ mandate, text, put }: { mandate: Mandate; text: MandatesReply['text']; put: Put }) {
  const { busy, trouble, attempt } = useAttempt();
  const run = (asking: Promise<MandatesReply>) => attempt(async () => put(await asking));
  const { mandateId, organisation, wouldEndOn } = mandate;
  return (
    <Card tone="warm" title={`${organisation} 想帮您办`}>
      <Notice tone="warm">
        帮您办：{scopeWords(mandate)}。到 {dayOf(wouldEndOn)} 为止。
      </Notice>
      {text.body.map((line) => (
        <View key={line} className="lead">
          {line}
        </View>
      ))}
      <Trouble code={trouble} />
      <View className="actions">
        <Button
          id={`give-${mandateId}`}
          words="我同意"
          busy={busy}
          onTap={() => void run(proxyApi.give(mandateId, text.version))}
        />
        <Button
          id={`decline-${mandateId}`}
          kind="plain"
          words="不同意"
          busy={busy}
          onTap={() => void run(proxyApi.end(mandateId))}
        />
      </View>
    </Card>
  );
}

function Given({ mandate, put }: { mandate: Mandate; put: Put }) {
  const { busy, trouble, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const { words, tone } = standingOf(mandate);
  const stop = async () => {
    const question = {
      title: '现在就停？',
      words: '停了以后，他们马上不能再替您办。申请还在，您可以自己接着办。',
      yes: '停',
      no: '不停',
    };
    if (!(await sure(question))) return;
    await attempt(async () => put(await proxyApi.end(mandate.mandateId)));
  };
  return (
    <Card title={mandate.organisation} aside={<View className={`tag tag_${tone}`}>{words}</View>}>
      <View className="lead">帮我办：{scopeWords(mandate)}</View>
      <Trouble code={trouble} />
      {mandate.state === 'live' && (
        <Button
          id={`stop-${mandate.mandateId}`}
          kind="plain"
          words="不要他们代办了"
          busy={busy}
          onTap={() => void stop()}
        />
      )}
      {dialog}
    </Card>
  );
}

function Volunteering() {
  const replied = useReply('volunteering', 'mine', proxyApi.getVolunteering);
  return (
    <Loaded from={replied}>
      {({ membership }) =>
        membership === null ? (
          <JoinVolunteers again={replied.again} />
        ) : (
          <BigAction
            id="to-clients"
            title="我帮的人"
            words={`您是 ${membership.organisation.name} 的志愿者`}
            onTap={() => openProxy('clients')}
          />
        )
      }
    </Loaded>
  );
}

export default function Mandates() {
  const replied = useReply('mandates', 'mine', proxyApi.listMandates);
  return (
    <Page title="代办" below>
      <Loaded from={replied}>
        {({ text, mandates }) => (
          <>
            {mandates
              .filter(({ state }) => state === 'asked')
              .map((mandate) => (
                <Asked key={mandate.mandateId} mandate={mandate} text={text} put={replied.put} />
              ))}
            <Section title="谁在帮我办" />
            {mandates.length === 0 && (
              <View className="lead">现在没有人替您办。自己办不了，可以找村里、社区的志愿者帮忙。</View>
            )}
            {mandates
              .filter(({ state }) => state !== 'asked')
              .map((mandate) => (
                <Given key={mandate.mandateId} mandate={mandate} put={replied.put} />
              ))}
          </>
        )}
      </Loaded>
      <Section title="我帮别人办" />
      <Volunteering />
    </Page>
  );
}
