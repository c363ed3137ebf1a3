/** The hand that makes a double slow, away, refusing or lying, and the record of what was asked of it. */
import { z } from 'zod';

export const systems = ['hsa', 'wechat', 'sms', 'realname'] as const;
export type System = (typeof systems)[number];

/** After so many calls the double is well again; absent = until told otherwise. */
const times = z.int().min(1).optional();

const faultSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('ok') }),
  z.strictObject({ mode: z.literal('slow'), delayMs: z.int().min(0).max(600_000).default(3000), times }),
  z.strictObject({
    mode: z.literal('away'),
    /**
     * `reset`: the connection breaks; `hang`: no answer ever; `gateway_page`: a proxy's HTML page with 502;
     * `lost_reply`: it was done, and the connection breaks before the answer; `cut_reply`: in the middle of it.
     */
    how: z.enum(['reset', 'hang', 'gateway_page', 'lost_reply', 'cut_reply']).default('reset'),
    times,
  }),
  z.strictObject({
    mode: z.literal('error'),
    /** The double's own code where it has one (WeChat errcode, SMS Code). */
    code: z.string().optional(),
    message: z.string().optional(),
    times,
  }),
  z.strictObject({
    mode: z.literal('lying'),
    /** `wrong_person`: somebody else's record; `sums`: amounts that do not add up; `truncated`: half a reply. */
    how: z.enum(['wrong_person', 'sums', 'truncated']).default('wrong_person'),
    times,
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
/** As written by a caller: what has a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;

export const controlRequest = z
  .strictObject({ hsa: faultSchema, wechat: faultSchema, sms: faultSchema, realname: faultSchema })
  .partial();

export type Control = {
  set(system: System, fault: FaultInput): void;
  /** Everything well, nothing counted. */
  reset(): void;
  faults(): Record<System, Fault>;
  /** How often an operation was asked: `hsa 1101`, `sms SendSms` … */
  calls(operation: string): number;
  allCalls(): Record<string, number>;
};

/** The control as the doubles see it. */
export type ControlDesk = Control & {
  /** The fault of this call; counts down `times`. */
  takeFault(system: System): Fault;
  count(operation: string): void;
};

export function openControlDesk(): ControlDesk {
  const faults = new Map<System, Fault>();
  const calls = new Map<string, number>();
  const faultOf = (system: System): Fault => faults.get(system) ?? { mode: 'ok' };
  return {
    set: (system, fault) => void faults.set(system, faultSchema.parse(fault)),
    reset: () => {
      faults.clear();
      calls.clear();
    },
    faults: () => ({
      hsa: faultOf('hsa'),
      wechat: faultOf('wechat'),
      sms: faultOf('sms'),
      realname: faultOf('realname'),
    }),
    calls: (operation) => calls.get(operation) ?? 0,
    allCalls: () => Object.fromEntries([...calls].sort(([a], [b]) => a.localeCompare(b))),
    takeFault: (system) => {
      const fault = faultOf(system);
      if (fault.mode !== 'ok' && fault.times !== undefined) {
        faults.set(system, fault.times > 1 ? { ...fault, times: fault.times - 1 } : { mode: 'ok' });
      }
      return fault;
    },
    count: (operation) => void calls.set(operation, (calls.get(operation) ?? 0) + 1),
  };
}
