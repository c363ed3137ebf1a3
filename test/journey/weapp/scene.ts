/** One journey on the mini-program: a fresh phone with WeChat on it, its checks, and no complaint left at the end. */
import type { Resident } from '../people.ts';
import type { Journey, Step } from '../report.ts';
import type { Stage } from '../stage.ts';
import { arrive, type Look, type SignIn, type Told } from '../story.ts';
import type { Bundle } from './bundle.ts';
import { emptyGallery } from './gallery.ts';
import { findFaults } from './look.ts';
import type { SetData } from './pages.ts';
import { openWeapp, type WeappPhone } from './phone.ts';
import { emptyMemory } from './storage.ts';
import type { Handset } from './wx.ts';

export type Scene = Told & {
  phone: WeappPhone;
  stage: Stage;
  signIn: SignIn;
  /** From the first page to the home page of the resident's bound account. */
  arriveAs: (who: Resident) => Promise<void>;
  /** WeChat closes the app and opens it again on the same phone. */
  reopen: (change?: Partial<Handset>) => Promise<Scene>;
  /** Somebody else's phone, with nothing on it. */
  another: () => Scene;
};

export type Company = { stage: Stage; bundle: Bundle; resident: (name: string) => Resident };

type Options = {
  /** WeChat's font size: 17 is the standard, 23.8 its care mode. */
  fontSize?: number;
};

export function weappJourney(
  name: string,
  { stage, bundle }: Company,
  run: (scene: Scene) => Promise<void>,
  { fontSize = 17 }: Options = {},
): Journey {
  return {
    name,
    run: async (step) => {
      const openid = `o-${name}`.slice(0, 28);
      const handset: Handset = {
        fontSize,
        loginCode: () => stage.outside.loginCode(openid),
        faceResult: (person, certno) => stage.outside.faceResult(openid, person, certno),
      };
      const opened: WeappPhone[] = [];
      /** What is on a phone stays there when the app is closed and opened again. */
      const takePhone = (): Scene => {
        const kept = { memory: emptyMemory(), gallery: emptyGallery() };
        const open = (change: Partial<Handset> = {}): Scene => {
          const phone = openWeapp({
            bundle,
            serverOrigin: stage.url,
            ...kept,
            handset: { ...handset, ...change },
          });
          opened.push(phone);
          const reopen = async (next?: Partial<Handset>): Promise<Scene> => {
            await phone.close();
            return open(next);
          };
          return createScene(phone, stage, step, { reopen, another: takePhone });
        };
        return open();
      };
      try {
        await run(takePhone());
        const largest = Math.max(0, ...firstSetDatas(opened).map(({ bytes }) => bytes));
        await step(
          `no complaint, first setData at most ${largest} of ${firstSetDataLimit} bytes, nothing personal in an address`,
          () => checkQuiet(opened),
        );
      } finally {
        for (const phone of opened) await phone.close();
      }
    },
  };
}

function createScene(
  phone: WeappPhone,
  stage: Stage,
  step: Step,
  others: Pick<Scene, 'reopen' | 'another'>,
): Scene {
  const look: Look = (screen) => {
    const faults = findFaults(phone.tree());
    if (faults.length) throw new Error(`${screen}:\n${faults.join('\n')}`);
    return Promise.resolve();
  };
  const signIn = () => phone.tap('微信一键登录');
  const told = { phone, step, look };
  return { ...told, ...others, stage, signIn, arriveAs: (who) => arrive(told, who, signIn) };
}

const firstSetDataLimit = 4 * 1024;
/** A name, a citizen number or a phone number in an address would end up in every log on the way. */
const personal = /\d{17}[\dX]|1[3-9]\d{9}(?!\d)|%E[4-9]/i;
/** Of a piece of a photo: its digits may look like a number of anything. */
const hash = /sha256=[0-9a-f]{64}/;

function firstSetDatas(phones: WeappPhone[]): SetData[] {
  return phones.flatMap((phone) => phone.stack.setDatas).filter(({ first }) => first);
}

function checkQuiet(phones: WeappPhone[]): Promise<void> {
  const complaints = phones.flatMap((phone) => phone.complaints);
  const heavy = firstSetDatas(phones)
    .filter(({ bytes }) => bytes > firstSetDataLimit)
    .map(({ route, bytes }) => `the first setData of ${route} has ${bytes} bytes`);
  const loud = phones
    .flatMap((phone) => phone.network.exchanges)
    .filter(({ url }) => personal.test(url.replace(hash, '')))
    .map(({ method, url }) => `personal data in an address: ${method} ${url}`);
  const faults = [...complaints, ...heavy, ...loud];
  if (faults.length) throw new Error(faults.join('\n'));
  return Promise.resolve();
}
