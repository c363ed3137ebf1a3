// What the page tests share: a server that answers by route, and a person who reads, types and presses.
import { act, fireEvent, render, screen } from '@testing-library/react';

import { phone } from './taro-api';

type Answer = { statusCode: number; data: unknown } | 'offline';
export type Answers = Record<string, Answer | Promise<Answer>>;

export const ok = (data: unknown, statusCode = 200): { statusCode: number; data: unknown } => ({
  statusCode,
  data,
});
export const refuse = (statusCode: number, code: string, data = {}): { statusCode: number; data: unknown } =>
  ok({ error: { code, message: '', requestId: 'r', data } }, statusCode);

const routeOf = ({ method, url }: { method: string; url: string }) =>
  `${method} ${url.replace('https://api.test/api/v1', '')}`;
export const sentRoutes = (): string[] => phone.sent.map(routeOf);
export const sentTo = (route: string): unknown[] =>
  phone.sent.filter((sent) => routeOf(sent) === route).map(({ data }) => data);

export function serve(answers: Answers): void {
  phone.answer = async (sent) => {
    const answer = await answers[routeOf(sent)];
    if (answer === undefined) throw new Error(`no answer for ${routeOf(sent)}`);
    if (answer === 'offline') throw new Error('request:fail');
    return answer;
  };
}

/** Runs it, and lets every answer that is ready arrive. */
export const settled = (run: () => void = () => undefined): Promise<void> =>
  act(async () => {
    run();
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  });
export const show = (page: React.ReactElement): Promise<void> => settled(() => void render(page));
export const press = (name: string | RegExp, role = 'button'): Promise<void> =>
  settled(() => screen.getByRole(role, { name }).click());
export const type = (label: RegExp, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
