// What the operator types to take on the first administrator of a place: the rest she does on the screen.
import { parseArgs } from 'node:util';

import {
  memberChangeRequest,
  newMemberRequest,
  staffRole,
  type MemberPasswordReply,
  type StaffRole,
} from '@yijiutong/rules/contract';

import { listRolesOf } from '../access/posts.ts';
import { systemClock, type Clock } from '../clock.ts';
import { readFieldKeys } from '../config.ts';
import { AppError } from '../error.ts';
import { readOrganisations } from '../organisation/organisation.files.ts';
import { listOrganisationsBelow } from '../organisation/organisation.store.ts';
import { syncOrganisations } from '../organisation/organisation.sync.ts';
import { addMember, changeMember, listMembers, resetMember, type Keeper } from '../staff/member.service.ts';
import { findStaffByLogin } from '../staff/staff.store.ts';
import { createFieldCrypto, type FieldCrypto } from '../storage/crypto.ts';
import { connectMysql } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';

type Environment = Record<string, string | undefined>;
type Say = (line: string) => void;
interface Ports {
  db: Database;
  crypto: FieldCrypto;
  clock: Clock;
  say: Say;
}

const usage = `用法：npm run staff -- 命令

  add --login 登录名 --name 姓名 --phone 手机号 --certno 身份证号 --place 区划代码 [--role 岗位]
                    加一个人；不写岗位就是管理员（administrator）。会给出一个临时密码，三天内第一次登录用。
                    身份证号用来让人办不了自家的事、批不了自己审过的事，只存看不出号码的索引
  list [区划代码]    看看有哪些人
  certno 登录名 --certno 身份证号
                    补上或者改正身份证号：没有的打不开任何人的申请
  reset 登录名       密码或手机丢了：重新给一个临时密码
  disable 登录名     停用；马上退出登录
  enable 登录名      重新启用

岗位：${staffRole.options.join(' ')}
要有 DATABASE_URL、FIELD_KEY、INDEX_KEY、CONFIG_DIR，和服务用的一样。`;

/** The operator of the machine: every place is hers, and she is not on the staff herself. */
const operator: Keeper = { actor: { kind: 'system', id: 'staff-cli' }, code: '', staffId: null };

/** @returns the exit code: 0 done, 1 refused, 2 not understood */
export async function staffMain(args: readonly string[], env: Environment, say: Say): Promise<number> {
  const asked = readAsked(args);
  const { DATABASE_URL: url = '', CONFIG_DIR: configDir = '' } = env;
  if (asked === null || url === '' || configDir === '') {
    say(usage);
    return 2;
  }
  const db = connectMysql(url, 1);
  try {
    const ports = { db, crypto: createFieldCrypto(readFieldKeys(env)), clock: systemClock(), say };
    const files = await readOrganisations(configDir);
    await syncOrganisations({
      ...ports,
      directory: { organisations: files.flatMap(({ organisations }) => organisations) },
    });
    await commands[asked.command](ports, asked);
    return 0;
  } catch (error) {
    say(`没有做成：${describe(error)}`);
    return 1;
  } finally {
    await db.destroy();
  }
}

function describe(error: unknown): string {
  if (error instanceof AppError) return `${error.code} ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

const options = {
  login: { type: 'string' },
  name: { type: 'string' },
  phone: { type: 'string' },
  place: { type: 'string' },
  role: { type: 'string', default: 'administrator' },
  certno: { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof options, string>>;
type Command = 'add' | 'list' | 'certno' | 'reset' | 'disable' | 'enable';
interface Asked {
  command: Command;
  about: string | undefined;
  values: Values;
}

function readAsked(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [command = '', about, ...more] = positionals;
    const needsName = command !== 'add' && command !== 'list';
    if (!Object.hasOwn(commands, command) || more.length > 0 || (needsName && about === undefined))
      return null;
    return { command: command as Command, about, values };
  } catch {
    return null;
  }
}

const commands: Record<Command, (ports: Ports, asked: Asked) => Promise<void>> = {
  add: async (ports, { values }) => {
    const role = staffRole.parse(values.role);
    const { place = '', login, name, phone, certno = null } = values;
    const given = newMemberRequest.safeParse({
      organisationId: await findSeat(ports.db, place, role),
      login,
      name,
      phone,
      certno,
      roles: [role],
    });
    if (!given.success) {
      throw new Error(
        given.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('; '),
      );
    }
    tell(ports, await addMember(ports, operator, given.data));
  },
  list: async (ports, { about = '' }) => {
    const { members } = await listMembers(ports, about);
    for (const { login, name, roles, state, enrolled, numbered, organisation } of members) {
      const used = enrolled ? '在用' : '没登录过';
      const standing = state === 'disabled' ? '停用' : numbered ? used : `${used}，缺身份证号`;
      ports.say(
        `${login}  ${name}  ${roles.join(',')}  ${organisation.code} ${organisation.name}  ${standing}`,
      );
    }
    ports.say(`一共 ${members.length} 人`);
  },
  certno: async (ports, { about = '', values }) => {
    const { staffId, ...standing } = await getMember(ports, about);
    const change = memberChangeRequest
      .required({ certno: true })
      .safeParse({ ...standing, certno: values.certno });
    if (!change.success) throw new Error('--certno 要写 18 位身份证号');
    await changeMember(ports, operator, staffId, change.data);
    ports.say(`${about}：身份证号登记了`);
  },
  reset: async (ports, { about = '' }) => {
    const { staffId } = await getMember(ports, about);
    tell(ports, await resetMember(ports, operator, staffId));
  },
  disable: (ports, asked) => setState(ports, asked, 'disabled'),
  enable: (ports, asked) => setState(ports, asked, 'active'),
};

async function setState(ports: Ports, { about = '' }: Asked, state: 'active' | 'disabled'): Promise<void> {
  const { staffId, organisationId, roles } = await getMember(ports, about);
  await changeMember(ports, operator, staffId, { organisationId, roles, state });
  ports.say(`${about}：${state === 'active' ? '启用了' : '停用了'}`);
}

async function getMember({ db }: Ports, login: string) {
  const member = await findStaffByLogin(db, login);
  if (member === undefined) throw new Error(`没有叫 ${login} 的登录名`);
  const { row, organisation, roles } = member;
  return { staffId: row.public_id, organisationId: organisation.public_id, roles, state: row.state };
}

/** The first organisation of just this place that has the post. */
async function findSeat(db: Database, place: string, role: StaffRole): Promise<string> {
  const rows = await listOrganisationsBelow(db, place);
  const seat = rows.find((row) => row.code === place && listRolesOf(row).includes(role));
  if (seat === undefined)
    throw new Error(`${place} 没有哪个单位有 ${role} 这个岗位，看看 config/organisations`);
  return seat.public_id;
}

function tell({ say }: Ports, { member, temporaryPassword, expiresAt }: MemberPasswordReply): void {
  say(`${member.login}  ${member.name}  ${member.roles.join(',')}  ${member.organisation.name}`);
  say(`临时密码：${temporaryPassword}（到 ${expiresAt} 为止，只能用来第一次登录；只显示这一次）`);
}
