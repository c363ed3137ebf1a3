/** What typed figures would come to, before they are sent: nothing of it is kept. */
import { z } from 'zod';

import { paperFigures, proposalReply } from './claim-work.ts';
import { deskBill } from './desk.ts';

export const figuresPreviewRequest = z.strictObject({
  version: z.int().min(1),
  figures: z.array(paperFigures).min(1).max(10),
});

export const figuresPreviewReply = z
  .object({
    /** What the county would pay then. */
    proposal: proposalReply,
    /** The bills that were typed, as the case would show them then. */
    bills: z.array(deskBill),
  })
  .meta({ id: 'FiguresPreview' });
export type FiguresPreviewReply = z.infer<typeof figuresPreviewReply>;
