import { screen } from '@testing-library/react';

import Claim from '../../miniapp/src/packages/apply/claim/index';
import { session } from '../../miniapp/src/services/session';
import { asked, claimId, draft, submitted, tasks, withdrawn } from './claim-replies';
import { ok, press, refuse, sentTo, serve, settled, show, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const open = async (reply: unknown, more: Answers = {}) => {
  serve({ [`GET ${at}`]: ok(reply), ...more });
  await show(<Claim />);
  await settled();
};

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  session.begin('t', true);
});

describe('a claim that was sent', () => {
  test('shows its number, its day and what comes next', async () => {
    await open(submitted);
    expect(screen.getByText('JZ 2026 1121 0000 017')).toBeTruthy();
    expect(screen.getByText('一般 12月4日前有结果（10 个工作日，以当地为准）')).toBeTruthy();
    expect(screen.getByText('轮到乡镇（街道）')).toBeTruthy();
    expect(screen.queryByText(/国家还没公布/)).toBeNull();
  });

  test('its number is copied as it is written on paper', async () => {
    await open(submitted);
    await press('复制申请编号');
    expect(phone.copied).toEqual(['JZ202611210000017']);
    expect(screen.getByText('复制好了')).toBeTruthy();
  });

  test('a day that rests on holidays not yet named says so', async () => {
    await open({ ...submitted, due: { ...submitted.due, provisional: true } });
    expect(screen.getByText(/国家还没公布/)).toBeTruthy();
  });

  test('tells what happened, the newest first', async () => {
    await open(submitted);
    const told = screen.getAllByText(/您把申请交上来了|开始填申请/).map((element) => element.textContent);
    expect(told).toEqual(['您把申请交上来了', '开始填申请']);
  });

  test('an estimate that has changed is shown beside the one of that day', async () => {
    await open({ ...submitted, estimate: { ...submitted.estimate, claimable: '950.00' } });
    expect(screen.getByText(/交上来时，算的是/).textContent).toContain('800.00');
    expect(screen.getByText('现在算，大约能领').parentElement?.textContent).toContain('950.00');
  });

  test('the same estimate is told once', async () => {
    await open(submitted);
    expect(screen.queryByText(/交上来时，算的是/)).toBeNull();
  });

  test('its papers are a tap away', async () => {
    await open(submitted);
    expect(screen.queryByText('已经送到 2 页')).toBeNull();
    await press('看 4 样材料');
    expect(screen.getByText('已经送到 2 页')).toBeTruthy();
  });

  test('is withdrawn after a question only, and can be begun again', async () => {
    await open(submitted, { [`POST ${at}/withdrawal`]: ok(withdrawn) });
    phone.confirms = false;
    await press('撤回申请');
    expect(sentTo(`POST ${at}/withdrawal`)).toEqual([]);
    phone.confirms = true;
    await press('撤回申请');
    expect(sentTo(`POST ${at}/withdrawal`)).toEqual([{ version: 8 }]);
    expect(screen.getByText('已经撤回')).toBeTruthy();
    expect(screen.queryByText('大约能领')).toBeNull();
    await press('再申请一次');
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });

  test('without a network the last reply says when it was seen', async () => {
    await open(submitted);
    serve({ [`GET ${at}`]: 'offline' });
    await settled(() => phone.showAgain());
    expect(screen.getByText('JZ 2026 1121 0000 017')).toBeTruthy();
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('没有连上网');
  });

  test('a draft leads back to its list', async () => {
    await open(draft);
    await press('接着填');
    expect(phone.visited).toEqual([`/packages/apply/tasks/index?id=${claimId}`]);
  });
});

describe('a claim to be mended', () => {
  const post = `POST ${at}/submission`;

  test('lists everything at once, each with its reason, the words of the office and the way', async () => {
    await open(asked);
    expect(screen.getByText('医保局请您补 1 份材料')).toBeTruthy();
    expect(screen.getByText('没有盖章')).toBeTruthy();
    expect(screen.getByText('医保局说：第二页没有公章')).toBeTruthy();
    expect(screen.getByText('您补好材料交上来，再重新算 10 个工作日，以当地为准。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '补好了，交上去' })).toBeNull();
    await press('去补');
    expect(phone.visited).toEqual([`/packages/apply/paper/index?id=${claimId}&paper=invoice&bill=S-1`]);
  });

  test('of several, the next one is the main thing to do', async () => {
    const other = { ...tasks.askedAgain, paper: 'cost_list', title: '医疗费用清单' };
    const more = { ...asked, tasks: [tasks.askedAgain, other] };
    await open({ ...more, open: [...asked.open, { what: 'paper', paper: 'cost_list', bill: 'S-1' }] });
    expect(screen.getByText('医保局请您补 2 份材料')).toBeTruthy();
    const kinds = screen.getAllByRole('button', { name: '去补' }).map(({ className }) => className);
    expect(kinds[0]).toContain('weui-btn_primary');
    expect(kinds[1]).toContain('weui-btn_default');
  });

  test('once nothing is left it is sent again, once', async () => {
    const mended = { ...tasks.askedAgain, state: 'given' as const };
    await open({ ...asked, tasks: [mended], open: [] }, { [post]: ok({ ...submitted, version: 10 }) });
    expect(screen.getByText('补好了')).toBeTruthy();
    const button = screen.getByRole('button', { name: '补好了，交上去' });
    await settled(() => {
      button.click();
      button.click();
    });
    expect(sentTo(post)).toEqual([{ version: 9 }]);
    expect(screen.getByText('交上来了，正在办')).toBeTruthy();
  });

  test('refused because something is still open, the newest claim is shown with words', async () => {
    const mended = { ...tasks.askedAgain, state: 'given' as const };
    await open({ ...asked, tasks: [mended], open: [] }, { [post]: refuse(409, 'claim_incomplete') });
    serve({ [`GET ${at}`]: ok(asked), [post]: refuse(409, 'claim_incomplete') });
    await press('补好了，交上去');
    expect(screen.getByRole('alert').textContent).toContain('还有没做完的');
    expect(screen.getByRole('button', { name: '去补' })).toBeTruthy();
  });
});
