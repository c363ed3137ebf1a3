/** Leave to send her messages through WeChat. A browser has nobody to ask: there the SMS comes. */
export const canSubscribe = process.env.TARO_ENV === 'weapp';

/** @returns how many kinds of messages she allowed */
export const askToSubscribe = (): Promise<number> => Promise.resolve(0);

export const prepareToSubscribe = (): Promise<boolean> => Promise.resolve(false);
