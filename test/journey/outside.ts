/** The world outside, as a journey moves it: messages that arrive, codes that WeChat gives, the platform away. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { FaultInput, System } from '../sandbox/control.ts';

export type Outside = {
  /** The code of the next SMS to the phone: one that was not asked for before. */
  smsCode: (phone: string) => Promise<string>;
  /** What `wx.login` gives on the phone of this WeChat user. */
  loginCode: (openid: string) => Promise<string>;
  /** What WeChat's face check gives when this person stands before the camera. */
  faceResult: (openid: string, name: string, certno: string) => Promise<string>;
  setFault: (system: System, fault: FaultInput) => Promise<void>;
  /** Everything well again. */
  heal: () => Promise<void>;
};

const smsWithinMs = 5000;
/** Those and no more: of a claim's number, which other news names, six digits are no code. */
const sixDigits = /(?<!\d)\d{6}(?!\d)/;

/** @param url where the sandbox listens */
export function openOutside(url: string): Outside {
  const read = new Map<string, number>();
  return {
    smsCode: async (phone) => {
      const end = Date.now() + smsWithinMs;
      for (;;) {
        const { messages } = (await ask(`${url}/inbox?phone=${phone}`)) as { messages: { text: string }[] };
        const codes = messages.flatMap(({ text }) => sixDigits.exec(text)?.[0] ?? []);
        const code = codes.at(-1);
        if (code !== undefined && codes.length > (read.get(phone) ?? 0)) {
          read.set(phone, codes.length);
          return code;
        }
        if (Date.now() > end) {
          const others = messages.map(({ text }) => text).join(' | ');
          throw new Error(`no code arrived at ${phone}, only: ${others}`);
        }
        await sleep(50);
      }
    },
    loginCode: async (openid) => {
      const { code } = (await ask(`${url}/control/wechat-codes`, 'POST', { openid })) as { code: string };
      return code;
    },
    faceResult: async (openid, name, certno) => {
      const body = { openid, name, certno };
      const { verifyResult } = (await ask(`${url}/control/face-results`, 'POST', body)) as {
        verifyResult: string;
      };
      return verifyResult;
    },
    setFault: async (system, fault) => {
      await ask(`${url}/control`, 'PUT', { [system]: fault });
    },
    heal: async () => {
      await ask(`${url}/control`, 'DELETE');
    },
  };
}

async function ask(url: string, method = 'GET', body?: unknown): Promise<unknown> {
  const reply = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!reply.ok) throw new Error(`${method} ${url} answered ${reply.status}: ${await reply.text()}`);
  return await reply.json();
}
