/** The form of a policy pack: raised when it is no longer what an older phone reads. Apart, so that a phone can hold it without zod. */
export const PACK_FORM = 1;
