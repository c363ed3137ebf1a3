import type { PolicyPack } from '@yijiutong/rules/estimate';

import type { Draft } from '../draft';

/** What a question is drawn from. */
export type Asked = { draft: Draft; change: (answers: Partial<Draft>) => void };

/** The law of the chosen city as it stands on the day of the estimate. */
export type LawOfDay = NonNullable<PolicyPack['spans'][number]['policy']>;
