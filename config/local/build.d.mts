/** The folder of the finished build, made again when its sources have changed. */
export function ensureBuilt(target: 'weapp' | 'h5'): Promise<string>;
