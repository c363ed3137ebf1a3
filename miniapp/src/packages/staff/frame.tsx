/** The frame of every page of the desk: who is signed in, the way between its parts, and one column for the content. */
import { View } from '@tarojs/components';
import type { StaffSessionReply } from '@yijiutong/rules/contract';
import { useEffect, type CSSProperties, type PropsWithChildren, type ReactNode } from 'react';

import { Guard } from '../../components/guard';
import { Loaded, Waiting } from '../../components/loaded';
import { speak } from '../../components/speak';
import { Tap } from '../../components/tap';
import { useDisplay } from '../../services/display';
import { useScreenReply } from '../../services/use-reply';
import { learnFailures } from '../../text/failures';
import { deskFailures } from './desk-failures';
import { leaveStaff, replaceStaff } from './road';
import { SignIn } from './sign-in';
import { staffApi } from './staff-api';
import { staffSession, useStaff, useStaffToken } from './staff-session';
import { partsOf, type Tab } from './tabs';

import './staff.less';

learnFailures(deskFailures);

type Props = PropsWithChildren<{
  title: string;
  /** The part of the desk that it belongs to. */
  tab: Tab;
  /** Beside the title: a mark, a count. */
  aside?: ReactNode;
  /** Reached from another page, like a case from the queue: it has a way back, and the server says who may see it. */
  below?: boolean;
  /** As wide as the window allows: two columns stand side by side. */
  wide?: boolean;
  /** It holds a sheet for paper: printed, it is that sheet alone. */
  prints?: boolean;
}>;

/** What asks the API stands inside it, in a component of its own: it is drawn only for somebody who is signed in. */
export function StaffPage(props: Props) {
  const { title, tab, aside, below = false, wide = false, prints = false, children } = props;
  const { care, size } = useDisplay();
  const token = useStaffToken();
  const who = useStaff();
  const out = token === null && 'desk_out';
  const classes = ['wx-root page desk', out, care && 'care', wide && 'desk_wide', prints && 'page_prints'];
  return (
    <View
      className={classes.filter(Boolean).join(' ')}
      data-weui-mode={care ? 'care' : 'plain'}
      data-weui-theme="light"
      style={{ '--scale': String(size) } as CSSProperties}
    >
      {who !== null && <Ways who={who} tab={tab} />}
      <View className="page__main desk__main" {...speak({ role: 'main' })}>
        {below && process.env.TARO_ENV === 'h5' && <Back />}
        <View className="page__head">
          <View className="page__title" {...speak({ role: 'heading', level: 1 })}>
            {token === null ? '工作人员登录' : title}
          </View>
          {who !== null && aside}
        </View>
        <Guard>
          <Desk tab={below ? null : tab}>{children}</Desk>
        </Guard>
      </View>
    </View>
  );
}

function Back() {
  return (
    <Tap id="back" className="page__back" label="返回上一页" onTap={leaveStaff}>
      <View className="page__back-arrow" /> 返回
    </Tap>
  );
}

/** Only to whom it is: without a sign-in its place is taken by the form for it, and afterwards the page goes on. */
function Desk({ tab, children }: PropsWithChildren<{ tab: Tab | null }>) {
  const token = useStaffToken();
  const who = useStaff();
  if (token === null) return <SignIn />;
  if (who === null) return <Recognise key={token} />;
  return (
    <Own key={who.staffId} who={who} tab={tab}>
      {children}
    </Own>
  );
}

const recognise = async () => {
  const reply = await staffApi.getSession();
  staffSession.know(reply);
  return reply;
};

/** A token from an earlier day: first whose it is. */
function Recognise() {
  return <Loaded from={useScreenReply('who', recognise)}>{() => <Waiting />}</Loaded>;
}

/** Whoever comes to a part of the desk that is not hers, by the way in or by an old address, is led to her first one. */
function Own({ who, tab, children }: PropsWithChildren<{ who: StaffSessionReply; tab: Tab | null }>) {
  const hers = partsOf(who.roles);
  const first = hers[0]?.tab ?? 'desk-me';
  const foreign = tab !== null && !hers.some((part) => part.tab === tab);
  useEffect(() => {
    if (foreign) replaceStaff(first);
  }, [foreign, first]);
  return foreign ? <Waiting /> : children;
}

function Ways({ who, tab }: { who: StaffSessionReply; tab: Tab }) {
  return (
    <View className="ways" {...speak({ role: 'navigation', label: '工作台' })}>
      <View className="ways__who">
        <View className="ways__name">{who.name}</View>
        <View className="ways__place">{who.organisation.name}</View>
      </View>
      <View className="ways__list">
        {partsOf(who.roles).map((part) => (
          <Tap
            key={part.tab}
            id={`to-${part.tab}`}
            className={`ways__one${part.tab === tab ? ' ways__one_on' : ''}`}
            role="link"
            current={part.tab === tab}
            onTap={() => replaceStaff(part.tab)}
          >
            {part.words}
          </Tap>
        ))}
      </View>
    </View>
  );
}
