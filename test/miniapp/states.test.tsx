import { act, render, screen } from '@testing-library/react';

import { CareToggle } from '../../miniapp/src/components/care-toggle';
import { Loaded } from '../../miniapp/src/components/loaded';
import { Page } from '../../miniapp/src/components/page';
import { setDisplay } from '../../miniapp/src/services/display';
import { AppFailure } from '../../miniapp/src/services/failure';
import { session } from '../../miniapp/src/services/session';
import { findKeptReply, keepReply } from '../../miniapp/src/services/storage';
import { useReply } from '../../miniapp/src/services/use-reply';
import { phone } from './taro-api';

type Asked = { settle: (value: string) => void; fail: (error: unknown) => void; key: string };

/** A question whose answer the test gives when it likes. */
function askable() {
  const asked: Asked[] = [];
  const ask = (key: string) =>
    new Promise<string>((settle, fail) => {
      asked.push({ key, settle, fail });
    });
  return { asked, ask };
}

function Shown({ of, ask }: { of: string | null; ask: (key: string) => Promise<string> }) {
  const replied = useReply('thing', of, ask);
  return <Loaded from={replied}>{(value) => <p>{`看到 ${value}`}</p>}</Loaded>;
}

const press = (name: string) => act(() => screen.getByRole('button', { name }).click());

/** Runs it, and lets every answer that is ready arrive. */
const settled = (run: () => void) =>
  act(async () => {
    run();
    await Promise.resolve();
  });

beforeEach(() => phone.reset());

describe('a reply on screen', () => {
  test('waits, then shows, and keeps the reply on the phone', async () => {
    const { asked, ask } = askable();
    render(<Shown of="a" ask={ask} />);
    expect(screen.getByRole('status', { name: '正在查，请稍等' })).toBeTruthy();
    expect(asked).toHaveLength(1);
    await settled(() => asked[0]!.settle('甲'));
    expect(screen.getByText('看到 甲')).toBeTruthy();
    expect(findKeptReply('thing:a')?.value).toBe('甲');
  });

  test('what is on screen stays there though a full storage could not keep it', async () => {
    const { asked, ask } = askable();
    phone.storageFails = true;
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.settle('甲'));
    await settled(() => phone.showAgain());
    await settled(() => asked[1]!.fail(new AppFailure('offline')));
    expect(screen.getByText('看到 甲')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('没有连上网');
  });

  test('what another sign-in saw does not', async () => {
    const { asked, ask } = askable();
    session.begin('t', true);
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.settle('甲'));
    session.begin('other', true);
    await settled(() => phone.showAgain());
    await settled(() => asked[1]!.fail(new AppFailure('offline')));
    expect(screen.queryByText('看到 甲')).toBeNull();
  });

  test('without a network the last reply stays, says when it was fetched, and can be asked for again', async () => {
    keepReply('thing:a', '旧', '2026-11-20T01:30:00.000Z');
    const { asked, ask } = askable();
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.fail(new AppFailure('offline')));
    expect(screen.getByText('看到 旧')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('11月20日 09:30');
    press('再试一次');
    await settled(() => asked[1]!.settle('新'));
    expect(screen.getByText('看到 新')).toBeTruthy();
    expect(screen.queryByRole('status')).toBeNull();
  });

  test('a refusal is never hidden behind an older reply', async () => {
    keepReply('thing:a', '旧');
    const { asked, ask } = askable();
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.fail(new AppFailure('forbidden')));
    expect(screen.queryByText('看到 旧')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('只能看您自己的内容');
  });

  test('a failure says what happened and offers the way on', async () => {
    const { asked, ask } = askable();
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.fail(new AppFailure('binding_required')));
    expect(screen.getByRole('alert').textContent).toContain('还没有认证');
    press('去认证');
    expect(phone.visited).toEqual(['/pages/binding/index']);
  });

  test('asks again when the page comes back, and keeps what is on screen meanwhile', async () => {
    const { asked, ask } = askable();
    render(<Shown of="a" ask={ask} />);
    await settled(() => asked[0]!.settle('甲'));
    act(() => phone.showAgain());
    expect(asked).toHaveLength(2);
    expect(screen.getByText('看到 甲')).toBeTruthy();
  });

  test('an answer to an earlier question never takes the place of a later one', async () => {
    const { asked, ask } = askable();
    const { rerender } = render(<Shown of="a" ask={ask} />);
    rerender(<Shown of="b" ask={ask} />);
    await settled(() => asked[1]!.settle('乙'));
    await settled(() => asked[0]!.settle('甲'));
    expect(screen.getByText('看到 乙')).toBeTruthy();
    expect(screen.queryByText('看到 甲')).toBeNull();
  });

  test('with nothing to ask, nothing is asked', () => {
    const { asked, ask } = askable();
    render(<Shown of={null} ask={ask} />);
    expect(asked).toHaveLength(0);
  });
});

describe('care mode', () => {
  const root = (container: HTMLElement) => container.querySelector<HTMLElement>('.page')!;
  beforeEach(() => act(() => setDisplay({ care: false, size: 1 })));

  test('one switch turns every page over, and the phone remembers', () => {
    const { container } = render(
      <Page title="首页">
        <CareToggle />
      </Page>,
    );
    expect(root(container).dataset.weuiMode).toBe('plain');
    const toggle = screen.getByRole('switch', { name: '关怀模式' });
    expect(toggle.getAttribute('aria-checked')).toBe('false');
    act(() => toggle.click());
    expect(toggle.getAttribute('aria-checked')).toBe('true');
    expect(root(container).className).toContain('care');
    expect(root(container).dataset.weuiMode).toBe('care');
    expect(phone.storage.get('display')).toEqual({ care: true, size: 1 });
  });

  test('the size of the letters reaches the page', () => {
    const { container } = render(<Page title="首页" />);
    act(() => setDisplay({ size: 1.5 }));
    expect(root(container).style.getPropertyValue('--scale')).toBe('1.5');
  });

  /** A fresh start of the app on WeChat. */
  function startOnWechat(baseInfo: Record<string, unknown>) {
    phone.baseInfo = baseInfo;
    process.env.TARO_ENV = 'weapp';
    try {
      let display: unknown;
      jest.isolateModules(() => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module as it is on first start
        const stub = require('./taro-api') as { phone: typeof phone };
        stub.phone.baseInfo = baseInfo;
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- the same
        const fresh = require('../../miniapp/src/services/display') as { getDisplay: () => unknown };
        display = fresh.getDisplay();
      });
      return display;
    } finally {
      delete process.env.TARO_ENV;
    }
  }

  test.each([
    [{ fontSizeScaleFactor: 1 }, { care: false, size: 1 }],
    [{ fontSizeScaleFactor: 1.2 }, { care: false, size: 1.2 }],
    [{ fontSizeScaleFactor: 1.4 }, { care: true, size: 1.4 }],
    [{ fontSizeScaleFactor: 3 }, { care: true, size: 1.5 }],
    [{ fontSizeSetting: 23.8 }, { care: true, size: 23.8 / 17 }],
    [{ fontSizeScaleFactor: 0.9 }, { care: false, size: 1 }],
  ])('what WeChat was told holds here: %j', (baseInfo, display) => {
    expect(startOnWechat(baseInfo)).toEqual(display);
  });
});
