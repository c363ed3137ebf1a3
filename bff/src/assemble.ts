// What the app stands on, opened from the settings. A test hands in its clock and log; everything else is the real thing.
import type { Law, Regions } from '@yijiutong/rules/policy';

import { createLawBook } from './benefit-year/law-book.ts';
import { systemClock, type Clock } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { readNotices } from './consent/notices.ts';
import type { Deps } from './deps.ts';
import { createMetrics } from './health/metrics.ts';
import { createIdentityCache } from './identity/identity.cache.ts';
import { createIdentities } from './identity/identity.service.ts';
import type { Logger } from './log.ts';
import { readMessageData } from './message/message-data.ts';
import { createDirectory } from './organisation/directory.ts';
import { readOrganisations } from './organisation/organisation.files.ts';
import { createInspector } from './paper/inspect/inspector.ts';
import { readBankFormats } from './payment/bank-format.ts';
import { readMandateRules } from './proxy/mandate.rules.ts';
import { readClaimData, type ClaimData } from './storage/claim-data.ts';
import { loadCodes, type Codes } from './storage/codes.ts';
import { createFieldCrypto } from './storage/crypto.ts';
import { readLaw } from './storage/documents.ts';
import { connectMysql } from './storage/mysql.ts';
import { openObjectStores, type ObjectStores } from './storage/objects.ts';
import { watchEviction } from './storage/redis-eviction.ts';
import { connectRedis, createRedisStore } from './storage/redis.ts';
import { createHsaClient } from './upstream/hsa/hsa.client.ts';
import { nextMessageNumber } from './upstream/hsa/hsa.store.ts';
import { createRealNameVerifier } from './upstream/realname/realname.client.ts';
import { createTencentSms } from './upstream/sms/tencent.client.ts';
import { createWechatClient } from './upstream/wechat/wechat.client.ts';

/** @throws {ConfigError} or what a file of `config/` has wrong; nothing stays open then. */
export async function assemble(
  config: Config,
  log: Logger,
  clock: Clock = systemClock(config.fixedDay),
): Promise<{ deps: Deps; close: () => Promise<void> }> {
  const { law, codes, notices, claimData, messages, banks, mandates, directory } = await readConfigFolder(
    config,
    log,
  );
  const objects = await openObjects(config.objectDir);
  const db = connectMysql(config.databaseUrl);
  const metrics = createMetrics();
  const crypto = createFieldCrypto(config.keys);
  const connection = connectRedis(config.redisUrl);
  watchEviction(connection, (policy) =>
    log.warn({ policy }, 'Redis throws away what it has no room for: set its maxmemory-policy to noeviction'),
  );
  const redis = createRedisStore(connection, {
    onAway: (reason) => log.warn({ reason }, 'Redis is away: slower until it is back'),
    onBack: () => log.info('Redis is back'),
  });
  const wechat = createWechatClient({ config: config.wechat, redis, crypto, metrics });
  const sms = createTencentSms(config.sms, metrics);
  const realName = createRealNameVerifier(config.realName, wechat, metrics);
  const hsa = createHsaClient({
    config: config.hsa,
    clock,
    metrics,
    nextSequence: () => nextMessageNumber(db),
    insuranceOf: (code) => [...codes.values()][0]?.findInsurance(code) ?? null,
  });

  const inspector = createInspector();
  const book = createLawBook(law, codes);
  const identities = createIdentities({
    db,
    hsa,
    cache: createIdentityCache(redis, crypto, metrics.cacheReads),
    codesOf: (region) => book.codesOf(region),
    now: () => clock.now(),
  });

  const deps: Deps = {
    config,
    db,
    redis,
    crypto,
    objects,
    inspector,
    clock,
    upstreams: { hsa, wechat, sms, realName },
    law: book,
    claimData,
    identities,
    notices,
    messages,
    banks,
    mandates,
    directory,
    regionName: (code) => nameRegion(law.regions, code),
    metrics,
    lifecycle: { stopping: false },
    log,
  };
  const close = async () => {
    for (const client of [hsa, wechat, sms, realName]) client.close();
    await inspector.close();
    redis.close();
    await db.destroy();
  };
  return { deps, close };
}

/** Everything under `config/`, checked; in production, that nobody's aid depends on what is made up. */
async function readConfigFolder({ configDir, environment, sms }: Config, log: Logger) {
  const [law, codes, notices, claimData, messages, regions, banks, mandates] = await Promise.all([
    readLaw(configDir),
    loadCodes(configDir),
    readNotices(configDir),
    readClaimData(configDir),
    readMessageData(configDir, sms.sign),
    readOrganisations(configDir),
    readBankFormats(configDir),
    readMandateRules(configDir, sms.sign),
  ]);
  const directory = createDirectory(regions, law.regions);
  if (environment === 'production') {
    warnOfBorrowed(log, claimData);
    checkNothingIllustrative(law, codes, [
      ...directory.illustrative,
      ...banks.illustrative,
      ...(messages.words.illustrative ? ['config/notice/messages.yaml'] : []),
      ...(messages.rules.illustrative ? ['config/notice/sending.yaml'] : []),
      ...(mandates.illustrative ? ['config/notice/mandate.yaml'] : []),
    ]);
  }
  return { law, codes, notices, claimData, messages, banks, mandates, directory };
}

async function openObjects(folder: string): Promise<ObjectStores> {
  try {
    return await openObjectStores(folder);
  } catch (error) {
    throw new ConfigError(`OBJECT_DIR ${folder} cannot be used: ${String(error)}`);
  }
}

/** `510402` → 攀枝花市东区. A code that no table names stays a code. */
function nameRegion({ regions }: Regions, code: string): string {
  for (const { code: city, name, covers } of regions) {
    const part = covers[code];
    if (city === code) return name;
    if (part !== undefined) return part.startsWith(name) ? part : `${name}${part}`;
  }
  return code;
}

/** Unlike a made-up figure a borrowed list keeps nobody from aid: it is said at the start and on the screen, and serves. */
function warnOfBorrowed(log: Logger, { provisional }: ClaimData): void {
  for (const { file, source } of provisional) {
    log.warn({ file, source }, 'this list of papers is borrowed: check it against the local guide');
  }
}

/** Made-up figures show how it works; nobody's aid may depend on them. */
function checkNothingIllustrative({ statistics }: Law, codes: Codes, others: readonly string[]): void {
  const tables = [...codes.values()];
  const files = [
    ...statistics
      .filter((file) => isIllustrative(file))
      .map(({ region }) => `config/statistics of ${region}`),
    ...(tables.some(({ illustrative }) => illustrative.national) ? ['config/codes/platform.yaml'] : []),
    ...tables
      .filter(({ illustrative }) => illustrative.local)
      .map(({ region }) => `config/codes/${region}.yaml`),
    ...others,
  ];
  if (files.length === 0) return;
  throw new ConfigError(
    `Production does not run on made-up figures. Replace every "status: illustrative" by an official one, or remove the file:\n  ${files.join('\n  ')}`,
  );
}

function isIllustrative(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) =>
    key === 'status' ? part === 'illustrative' : isIllustrative(part),
  );
}
