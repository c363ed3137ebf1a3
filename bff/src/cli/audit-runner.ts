// What the keeper of the audit types: is the chain whole, and where does it end now.
import { parseArgs } from 'node:util';

import { exportHead, readExportedHead } from '../audit/audit.export.ts';
import { verifyChain, type Fault, type Finding } from '../audit/audit.verify.ts';
import { systemClock } from '../clock.ts';
import { createBlindIndex } from '../storage/crypto.ts';
import { connectMysql } from '../storage/mysql.ts';

type Environment = Record<string, string | undefined>;
type Say = (line: string) => void;

const usage = `用法：npm run audit -- 命令

  verify [--head 文件]   从头到尾查一遍记录：有没有被改、被删、被换、被加；有问题时退出码是 1
  export [--head 文件]   把现在的末尾写到文件里；这个文件要放在管数据库的人碰不到的地方

不写 --head 就用 AUDIT_HEAD_FILE。还要有 DATABASE_URL 和 INDEX_KEY，和服务用的一样。`;

/** @returns the exit code: 0 whole, 1 broken, 2 it could not be said */
export async function auditMain(args: readonly string[], env: Environment, say: Say): Promise<number> {
  const asked = readAsked(args, env);
  if (asked === null) {
    say(usage);
    return 2;
  }
  const db = connectMysql(asked.url, 1, { answerTime: null });
  const crypto = { blindIndex: createBlindIndex(Buffer.from(asked.key, 'hex')) };
  try {
    return asked.command === 'verify'
      ? await verify({ db, crypto }, asked.file, say)
      : await write({ db, crypto }, asked.file, say);
  } catch (error) {
    say(`没有做成：${error instanceof Error ? error.message : String(error)}`);
    return 2;
  } finally {
    await db.destroy();
  }
}

interface Asked {
  command: 'verify' | 'export';
  file: string | undefined;
  url: string;
  key: string;
}

function readAsked(args: readonly string[], env: Environment): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { head: { type: 'string' } },
    });
    const [command] = positionals;
    const { DATABASE_URL: url = '', INDEX_KEY: key = '' } = env;
    const file = values.head ?? given(env.AUDIT_HEAD_FILE);
    if (positionals.length !== 1 || url === '' || !/^[0-9a-f]{64}$/i.test(key)) return null;
    if (command === 'verify') return { command, file, url, key };
    return command === 'export' && file !== undefined ? { command, file, url, key } : null;
  } catch {
    return null;
  }
}

/** An empty variable is an absent one. */
const given = (value: string | undefined) => (value === '' ? undefined : value);

type Ports = Parameters<typeof exportHead>[0];

async function write(ports: Omit<Ports, 'clock'>, file: string | undefined, say: Say): Promise<number> {
  if (file === undefined) return 2;
  const { seq, hash } = await exportHead({ ...ports, clock: systemClock() }, file);
  say(`末尾是第 ${seq} 条，指纹 ${hash}，写在 ${file}`);
  return 0;
}

async function verify(
  { db, crypto }: Omit<Ports, 'clock'>,
  file: string | undefined,
  say: Say,
): Promise<number> {
  const exported = file === undefined ? null : await readExportedHead(file, crypto);
  if (file !== undefined && exported === null) {
    say(`没有导出的末尾：${file} 不在。先用 export 写一个。`);
    return 2;
  }
  const finding = await verifyChain(db, crypto, exported);
  tell(finding, say);
  if (exported !== null && finding.first === null) {
    say(`导出的末尾（第 ${exported.head.seq} 条，${exported.head.at} 世界时）还在链上。`);
  } else if (exported === null) {
    say('没有对导出的末尾：如果最后几条和登记的末尾一起被删，这样查不出来。');
  }
  return finding.first === null ? 0 : 1;
}

function tell({ entries, head, first, faults }: Finding, say: Say): void {
  say(`查了 ${entries} 条，登记的末尾是第 ${head} 条。`);
  if (first === null) {
    say('一条接一条，都对得上。');
    return;
  }
  say(`有问题的地方：${faults} 处。最早的一处：${wordsOf(first)}`);
}

/** Told to whoever keeps the audit. */
export function wordsOf({ kind, seq, until }: Fault): string {
  const span = seq === until ? `第 ${seq} 条` : `第 ${seq} 条到第 ${until} 条`;
  switch (kind) {
    case 'altered':
      return `${span}被改过，或者是假的：内容和指纹对不上。`;
    case 'unchained':
      return `${span}接不上前一条。`;
    case 'missing':
      return `${span}不见了，后面的还在。`;
    case 'before_first':
      return `${span}在最前面一条的前面：是后来塞进去的。`;
    case 'beyond_head':
      return `${span}在登记的末尾后面：是后来塞进去的，或者登记的末尾被往回改过。`;
    case 'tail_cut':
      return `${span}被从末尾删掉了。`;
    case 'head_altered':
      return `${span}和登记的末尾对不上：登记的末尾被改过。`;
    case 'exported_head_altered':
      return `导出的末尾（${span}）被改过：它的签名不对。`;
    case 'exported_head_differs':
      return `${span}不是当时导出的那一条：这一条和它前面的都不可信。`;
  }
}
