// Somebody else was faster, or an answer was lost: it is told plainly, and nothing that was typed is lost.
import { fireEvent, screen } from '@testing-library/react';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskWith, may } from './staff-case-replies';
import { at, choose, links, openCase, signInToCase } from './staff-case-stage';
import { ok, press, refuse, sentTo, serve, settled, type } from './stage';
import { phone } from './taro-api';

const { version } = desk.claim;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

describe('not as it was on screen', () => {
  const post = `POST ${at}/return`;
  const reasons = [{ code: 'figures_to_check', resident: '金额要再核对一遍。' }];
  const typed = async () => {
    await press('退回');
    await choose('金额要再核');
    type(/^说明/, '第二张账单看错了');
  };

  test('a newer version is brought, nothing typed is lost, and it is sent on that', async () => {
    const reply = deskWith({ acts: may(['return', reasons]) });
    await openCase(reply);
    await typed();
    const newer = deskWith({ acts: may(['return', reasons]) }, { version: version + 1 });
    serve({
      ...links,
      [`GET ${at}`]: ok(newer),
      [post]: refuse(409, 'claim_changed', { version: version + 1 }),
    });
    await press('退回');
    expect(screen.getByRole('alert').textContent).toContain('这件刚刚有了变化');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^说明/).value).toBe('第二张账单看错了');
    serve({ ...links, [`GET ${at}`]: ok(newer), [post]: ok(newer.claim) });
    await press('退回');
    expect(sentTo(post)[1]).toEqual({
      version: version + 1,
      reason: 'figures_to_check',
      words: '第二张账单看错了',
    });
  });

  test('a step that is over says so, and keeps what was typed', async () => {
    await openCase(deskWith({ acts: may(['return', reasons]) }));
    await typed();
    serve({
      ...links,
      [`GET ${at}`]: ok(deskWith({ acts: [] }, { state: 'payment_due' })),
      [post]: refuse(409, 'act_not_possible'),
    });
    await press('退回');
    expect(screen.getByText(/这件已经到了别的步骤/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^说明/).value).toBe('第二张账单看错了');
    expect(screen.getByRole('button', { name: '退回' }).getAttribute('aria-disabled')).toBe('true');
  });

  test('put aside and taken up again, the form is as it was left', async () => {
    await openCase(deskWith({ acts: may(['return', reasons]) }));
    await typed();
    await press('先不办');
    await press('退回');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^说明/).value).toBe('第二张账单看错了');
  });

  test('a reply that was lost is asked for again under the same key', async () => {
    await openCase(deskWith({ acts: may(['return', reasons]) }), { [post]: 'offline' });
    await typed();
    await press('退回');
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    await press('退回');
    const keys = phone.sent
      .filter(({ method }) => method === 'POST')
      .map(({ header }) => header['Idempotency-Key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('a second press while it is on its way sends nothing more', async () => {
    await openCase(deskWith({ acts: may('accept') }), { [`POST ${at}/acceptance`]: ok(desk.claim) });
    await press('受理');
    await settled(() => {
      const button = screen.getByRole('button', { name: '受理' });
      fireEvent.click(button);
      fireEvent.click(button);
    });
    expect(sentTo(`POST ${at}/acceptance`)).toHaveLength(1);
  });

  test('what the server finds wrong is named by its field', async () => {
    const fields = [{ path: 'body.words', problem: 'at most 500 characters' }];
    await openCase(deskWith({ acts: may(['return', reasons]) }), {
      [post]: refuse(422, 'invalid_request', { fields }),
    });
    await typed();
    await press('退回');
    expect(screen.getByRole('alert').textContent).toContain('「说明」填得不对。');
  });
});
