import type { LawBook } from './benefit-year/law-book.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Notices } from './consent/notices.ts';
import type { Metrics } from './health/metrics.ts';
import type { Identities } from './identity/identity.service.ts';
import type { Logger } from './log.ts';
import type { MessageData } from './message/message-data.ts';
import type { Directory } from './organisation/directory.ts';
import type { Inspector } from './paper/inspect/inspector.ts';
import type { BankFormats } from './payment/bank-format.ts';
import type { MandateRules } from './proxy/mandate.rules.ts';
import type { ClaimData } from './storage/claim-data.ts';
import type { FieldCrypto } from './storage/crypto.ts';
import type { ObjectStores } from './storage/objects.ts';
import type { RedisStore } from './storage/redis.ts';
import type { Database } from './storage/tables.ts';
import type { HsaClient } from './upstream/hsa/hsa.client.ts';
import type { RealNameVerifier } from './upstream/realname/realname.ts';
import type { SmsSender } from './upstream/sms/sms.ts';
import type { WechatClient } from './upstream/wechat/wechat.ts';

/** Systems we do not own, each behind what we need of it. */
export interface Upstreams {
  hsa: HsaClient;
  wechat: WechatClient;
  sms: SmsSender;
  realName: RealNameVerifier;
}

/** Everything a feature may stand on, handed in from outside: a test replaces the clock or an upstream, never a module. */
export interface Deps {
  config: Config;
  db: Database;
  redis: RedisStore;
  crypto: FieldCrypto;
  /** Where the bytes of papers lie. */
  objects: ObjectStores;
  /** Looks into what people send, in a process of its own. */
  inspector: Inspector;
  clock: Clock;
  upstreams: Upstreams;
  law: LawBook;
  /** The papers that a claim needs, and the working days. */
  claimData: ClaimData;
  identities: Identities;
  notices: Notices;
  /** How the banks want their files. */
  banks: BankFormats;
  /** What is said to people outside the app, and how often. */
  messages: MessageData;
  /** What somebody agrees to who has a volunteer apply for her, and for how long. */
  mandates: MandateRules;
  /** Townships, villages and who stands for them. */
  directory: Directory;
  /** The name of a 医保区划, for people to read. */
  regionName: (code: string) => string;
  metrics: Metrics;
  /** Set when the process was asked to end: it finishes what it has and tells the load balancer. */
  lifecycle: { stopping: boolean };
  log: Logger;
}
