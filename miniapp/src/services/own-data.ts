/** The file with everything kept about a person, handed to her and then gone from our part of the phone. */
import Taro from '@tarojs/taro';

const FILE_NAME = '医救通-我的资料.json';

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(url);
}

const weappPath = () => `${Taro.env.USER_DATA_PATH}/${FILE_NAME}`;

/** H5 saves at once. The weapp may share a file only from a tap of its own: it is written here, and `shareOwnData` does that. */
export function saveOwnData(data: unknown): Promise<'saved' | 'to_be_shared'> {
  const text = JSON.stringify(data, null, 2);
  if (process.env.TARO_ENV === 'h5') {
    download(text);
    return Promise.resolve('saved');
  }
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath: weappPath(),
      data: text,
      encoding: 'utf8',
      success: () => resolve('to_be_shared'),
      fail: reject,
    });
  });
}

export async function shareOwnData(): Promise<void> {
  await Taro.shareFileMessage({ filePath: weappPath(), fileName: FILE_NAME });
  removeOwnData();
}

/** Removing what is not there is fine. */
export function removeOwnData(): void {
  if (process.env.TARO_ENV !== 'weapp') return;
  Taro.getFileSystemManager().unlink({ filePath: weappPath(), fail: () => undefined });
}
