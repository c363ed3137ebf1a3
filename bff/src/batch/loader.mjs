// What reads TypeScript in a thread: as modules alone. `tsx` by itself makes CommonJS of them there, where every call from
// one file of the rules into another goes through a getter: a batch then takes several times as long.
import { register } from 'tsx/esm/api';

register();
