/** What the messages of `config/notice` say, and how they may be sent. */
import path from 'node:path';

import { readYaml } from '../storage/yaml-files.ts';
import { compileWords, type MessageWords } from './message.words.ts';
import { compileRules, type SendingRules } from './sending-rules.ts';

export interface MessageData {
  words: MessageWords;
  rules: SendingRules;
}

/** @param sign the signature of every SMS @throws naming the file and what is wrong with it */
export async function readMessageData(configDir: string, sign: string): Promise<MessageData> {
  const at = (name: string) => path.join(configDir, 'notice', name);
  const [words, rules] = await Promise.all([
    readYaml(configDir, at('messages.yaml'), (value, file) => compileWords(value, file, sign)),
    readYaml(configDir, at('sending.yaml'), compileRules),
  ]);
  return { words, rules };
}
