/** The bank's files in WeChat: on a computer to its disk, on a phone into a chat of her choice; and out of a chat. */
import Taro from '@tarojs/taro';

import { AppFailure } from '../../services/failure';
import type { ChosenFile } from './bank-file';

export const bankFileWords = {
  save: '取出给银行的文件',
  saved: '取出来了。里面有群众的卡号：交给银行以后，请把它删掉。',
  choose: '从聊天里选银行的结果文件',
};

const pathOf = (name: string): string => `${Taro.env.USER_DATA_PATH}/${name}`;

/** Changing one's mind is no failure. */
function orNothing(error: unknown): null {
  const { errMsg = '' } = error as { errMsg?: string };
  if (/cancel/i.test(errMsg)) return null;
  throw new AppFailure('file_not_kept');
}

/** WeChat hands a file over only from a tap of its own: it is written here, and `handBankFile` does that. */
export function saveBankFile(name: string, bytes: ArrayBuffer): Promise<'saved' | 'to_be_handed'> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath: pathOf(name),
      data: bytes,
      success: () => resolve('to_be_handed'),
      fail: () => reject(new AppFailure('file_not_kept')),
    });
  });
}

/** @returns whether it was handed over: then the app's own copy is gone */
export async function handBankFile(name: string): Promise<boolean> {
  const filePath = pathOf(name);
  const isComputer = /windows|mac/.test(Taro.getDeviceInfo().platform);
  const handing = isComputer
    ? Taro.saveFileToDisk({ filePath })
    : Taro.shareFileMessage({ filePath, fileName: name });
  const handed = (await handing.catch(orNothing)) !== null;
  if (handed) dropBankFile(name);
  return handed;
}

/** It holds account numbers: it does not stay longer than it has to. Removing what is not there is fine. */
export function dropBankFile(name: string): void {
  Taro.getFileSystemManager().unlink({ filePath: pathOf(name), fail: () => undefined });
}

export async function chooseBankFile(): Promise<ChosenFile | null> {
  const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['csv', 'txt'] }).catch(
    orNothing,
  );
  const file = chosen?.tempFiles[0];
  return file === undefined ? null : { name: file.name, read: () => readAll(file.path) };
}

function readAll(filePath: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: () => reject(new AppFailure('file_unreadable')),
    });
  });
}
