// What goes round every transaction: the envelope of the interface specification V1.0, and the gateway's signed headers.
import { createHmac } from 'node:crypto';

import type { HsaConfig } from '../../config.ts';

const chinaOffset = 8 * 60 * 60 * 1000;

/** `2026-03-05 10:21:00`, Beijing time. */
export function platformTime(now: number): string {
  return new Date(now + chinaOffset).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * 发送方报文ID: who, when, and four digits. `sequence` comes from the database, so that two processes, or one that
 * restarts within a second, never send the same.
 */
export function messageId(fixmedinsCode: string, now: number, sequence: number): string {
  const digits = String(sequence % 10_000).padStart(4, '0');
  return `${fixmedinsCode}${platformTime(now).replaceAll(/\D/g, '')}${digits}`;
}

export interface Call {
  transaction: '1101' | '1201' | '5203' | '5206';
  /** 参保地医保区划; 1101 is asked before it is known, and 1201 is about nobody. */
  insuredIn?: string;
  input: Record<string, unknown>;
}

export function writeEnvelope(config: HsaConfig, call: Call, now: number, sequence: number) {
  return {
    infno: call.transaction,
    msgid: messageId(config.fixmedinsCode, now, sequence),
    mdtrtarea_admvs: config.region,
    insuplc_admdvs: call.insuredIn ?? '',
    recer_sys_code: config.receiver,
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: 'SM3',
    infver: 'V1.0',
    opter_type: '3',
    opter: config.operator,
    opter_name: config.operatorName,
    inf_time: platformTime(now),
    fixmedins_code: config.fixmedinsCode,
    fixmedins_name: config.fixmedinsName.slice(0, 20),
    sign_no: '',
    input: call.input,
  };
}

/** The CSB gateway's headers: base64 HMAC-SHA1 over the other four, sorted by name. The form is the gateway's, not ours. */
export function gatewayHeaders(config: HsaConfig, transaction: string, now: number): Record<string, string> {
  const signed = {
    _api_access_key: config.accessKey,
    _api_name: `hsa_${transaction}`,
    _api_timestamp: String(now),
    _api_version: '1.0.0',
  };
  const text = Object.entries(signed)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return {
    ...signed,
    _api_signature: createHmac('sha1', config.secret).update(text).digest('base64'),
  };
}
