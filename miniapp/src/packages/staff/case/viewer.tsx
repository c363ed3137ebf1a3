/** One page of a paper, large: enlarged, turned, and beside it what the paper is about. */
import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { PaperPage } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { usePageLink } from '../../../services/use-page-link';
import { wordsFor } from '../../../text/failures';
import { caseApi } from '../case-api';
import { frameOf, stepZoom, turnRight, zooms } from './stage-size';

/** Until the photo says how large it is: a sheet of paper, upright. */
const sheet = { width: 1000, height: 1414 };

function Waiting({ trouble, again }: { trouble: string | null; again: () => void }) {
  if (trouble === null) {
    return (
      <View className="stage__empty" {...speak({ role: 'status' })}>
        正在打开…
      </View>
    );
  }
  return (
    <View className="stage__empty">
      <View>{wordsFor(trouble).title}</View>
      <Button id="look-again" kind="plain" words="重新打开" onTap={again} />
    </View>
  );
}

type ToolProps = { id: string; words: string; onTap: () => void; disabled?: boolean };

const Tool = ({ id, words, onTap, disabled = false }: ToolProps) => (
  <Tap id={id} className="stage__tool" disabled={disabled} onTap={onTap}>
    {words}
  </Tap>
);

type Loaded = { detail: { width: string | number; height: string | number }; target: unknown };

/** A browser tells how large it was drawn; how large it is by itself, the element within knows. */
function sizeOf({ detail, target }: Loaded): { width: number; height: number } {
  if (process.env.TARO_ENV === 'h5') {
    const { naturalWidth = 0, naturalHeight = 0 } = (target as Element).querySelector('img') ?? {};
    return { width: naturalWidth, height: naturalHeight };
  } else {
    return { width: Number(detail.width), height: Number(detail.height) };
  }
}

/** A photo that can be enlarged, moved about and turned. */
export function PhotoStage({ pageId, name }: { pageId: string; name: string }) {
  const { address, trouble, fail, again } = usePageLink(pageId, 'full', caseApi.linkPage);
  const [zoom, setZoom] = useState<number>(1);
  const [turned, setTurned] = useState(0);
  const [size, setSize] = useState(sheet);
  const { frame, photo } = frameOf(size, zoom, turned);
  // The arrow keys move it only where the keyboard can stand.
  const web = process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {};
  const spoken =
    process.env.TARO_ENV === 'h5'
      ? { nativeProps: { alt: `${name}的照片` } }
      : { 'aria-role': 'img', 'aria-label': `${name}的照片` };
  return (
    <>
      <View className="stage" {...speak({ role: 'group', label: `${name}，大图` })} {...web}>
        {address === null ? (
          <Waiting trouble={trouble} again={again} />
        ) : (
          <View className="stage__frame" style={frame}>
            <Image
              className="stage__photo"
              style={photo}
              src={address}
              mode="scaleToFill"
              onError={fail}
              onLoad={(event) => {
                const loaded = sizeOf(event);
                if (loaded.width > 0 && loaded.height > 0) setSize(loaded);
              }}
              {...spoken}
            />
          </View>
        )}
      </View>
      <View className="stage__tools">
        <Tool
          id="zoom-in"
          words="放大"
          disabled={zoom === zooms[zooms.length - 1]}
          onTap={() => setZoom(stepZoom(zoom, 1))}
        />
        <Tool id="zoom-out" words="缩小" disabled={zoom === 1} onTap={() => setZoom(stepZoom(zoom, -1))} />
        <Tool id="turn" words="转一下" onTap={() => setTurned(turnRight(turned))} />
      </View>
    </>
  );
}

/** On the weapp it is fetched and opened by WeChat; in a browser it has a tab of its own. */
async function openPdf(address: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    window.open(address, '_blank', 'noopener');
  } else {
    const { tempFilePath } = await Taro.downloadFile({ url: address });
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf' });
  }
}

export function PdfStage({ page }: { page: PaperPage }) {
  const { address, trouble, again, fail } = usePageLink(page.pageId, 'full', caseApi.linkPage);
  if (address === null) return <Waiting trouble={trouble} again={again} />;
  return (
    <View className="stage__empty">
      <View>PDF 文件，共 {page.pdfPages} 页</View>
      <Button id="open-pdf" kind="plain" words="打开文件" onTap={() => void openPdf(address).catch(fail)} />
    </View>
  );
}

export function Thumbnail({ page, name, on, onTap }: ThumbnailProps) {
  return (
    <Tap className={`thumb${on ? ' thumb_on' : ''}`} label={`放大看${name}`} onTap={onTap}>
      {page.mediaType === 'application/pdf' ? (
        <View className="thumb__pdf">PDF {page.pdfPages} 页</View>
      ) : (
        <Small pageId={page.pageId} name={name} />
      )}
    </Tap>
  );
}
type ThumbnailProps = { page: PaperPage; name: string; on: boolean; onTap: () => void };

/** Without it the box stays empty: a picture more or less, and the large one says what is wrong. */
function Small({ pageId, name }: { pageId: string; name: string }) {
  const { address } = usePageLink(pageId, 'thumbnail', caseApi.linkPage);
  const spoken =
    process.env.TARO_ENV === 'h5'
      ? { nativeProps: { alt: `${name}的小图` } }
      : { 'aria-role': 'img', 'aria-label': `${name}的小图` };
  if (address === null) return null;
  return <Image className="thumb__photo" src={address} mode="aspectFill" {...spoken} />;
}
