/** Leave to send her messages through WeChat: one accept is one message, and WeChat asks only after a tap. */
import Taro from '@tarojs/taro';

import { api } from './api';

export const canSubscribe = true;

const answers = ['accept', 'reject', 'ban', 'filter'] as const;
type Answer = (typeof answers)[number];
const isAnswer = (value: unknown): value is Answer => answers.some((answer) => answer === value);

let templateIds: readonly string[] | undefined;

/**
 * Known before the tap: WeChat refuses to ask when something was waited for in between.
 * @returns whether there is anything to ask for: nothing of who signed in without WeChat
 */
export async function prepareToSubscribe(): Promise<boolean> {
  templateIds ??= (await api.getSubscriptions()).templateIds;
  return templateIds.length > 0;
}

/** @returns how many kinds of messages she allowed; 0 where WeChat did not ask */
export async function askToSubscribe(): Promise<number> {
  if (templateIds === undefined || templateIds.length === 0) return 0;
  const asked = [...templateIds];
  const said = await Taro.requestSubscribeMessage({ tmplIds: asked, entityIds: [] }).catch(() => undefined);
  const given = Object.entries(said ?? {}).flatMap(([templateId, answer]) =>
    asked.includes(templateId) && isAnswer(answer) ? [{ templateId, answer }] : [],
  );
  if (given.length === 0) return 0;
  await api.reportSubscriptions(given);
  return given.filter(({ answer }) => answer === 'accept').length;
}
