/** Photos on the weapp: files of the app's own folder, which outlive the app; WeChat allows 200 MB in all. */
import Taro from '@tarojs/taro';

import { AppFailure } from '../failure';
import type { KeptFiles, Source } from './kept-files';

type Done<T> = { success: (result: T) => void; fail: (failure: { errMsg: string }) => void };

const PREFIX = 'paper-';
const manager = () => Taro.getFileSystemManager();
const pathOf = (file: string): string => `${Taro.env.USER_DATA_PATH}/${PREFIX}${file}`;

/** FileSystemManager answers by callbacks only. */
function called<T>(code: 'photo_not_kept' | 'photo_lost', call: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    call({ success: resolve, fail: () => reject(new AppFailure(code)) }),
  );
}

/** What the app was given is a passing file: WeChat takes it away when the app ends. */
function checkPath(source: Source): string {
  if (typeof source !== 'string') throw new AppFailure('photo_not_kept');
  return source;
}

export const keptFiles: KeptFiles = {
  keep: async (file, source) => {
    const srcPath = checkPath(source);
    await called('photo_not_kept', (done) =>
      manager().copyFile({ srcPath, destPath: pathOf(file), ...done }),
    );
  },
  read: async (file, from, to) => {
    const { data } = await called<{ data: string | ArrayBuffer }>('photo_lost', (done) =>
      manager().readFile({ filePath: pathOf(file), position: from, length: to - from, ...done }),
    );
    if (typeof data === 'string') throw new AppFailure('photo_lost');
    return data;
  },
  lengthOf: async (file) => {
    const { stats } = await called<{ stats: unknown }>('photo_lost', (done) =>
      manager().stat({ path: pathOf(file), ...done }),
    );
    return (stats as { size: number }).size;
  },
  preview: (file) =>
    new Promise((resolve) =>
      manager().access({
        path: pathOf(file),
        success: () => resolve(pathOf(file)),
        fail: () => resolve(null),
      }),
    ),
  remove: (file) =>
    new Promise((resolve) =>
      manager().unlink({ filePath: pathOf(file), success: () => resolve(), fail: () => resolve() }),
    ),
  list: () =>
    new Promise((resolve) =>
      manager().readdir({
        dirPath: Taro.env.USER_DATA_PATH ?? '',
        success: ({ files }) =>
          resolve(files.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))),
        fail: () => resolve([]),
      }),
    ),
};
