import { View } from '@tarojs/components';
import { useCallback, useState } from 'react';

import { Button } from '../../../components/button';
import { Trouble } from '../../../components/notice';
import { Section } from '../../../components/section';
import { Sheet } from '../../../components/sheet';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { useConfirm } from '../../../components/use-confirm';
import { api } from '../../../services/api';
import { drop, retry, useUnsent } from '../../../services/upload';
import { useAttempt } from '../../../services/use-attempt';
import { usePageLink } from '../../../services/use-page-link';
import { mayRetry, pageWords, type PageWords } from '../../../text/paper';
import { Photo } from './photo';
import type { PageOnList } from './sheets';

type Props = {
  pages: readonly PageOnList[];
  isRemovable: (page: PageOnList) => boolean;
  /** Asks for the claim again. */
  again: () => Promise<void>;
};

const arrived: PageWords = { words: '已送到', tone: 'green', next: null };

function isPdf({ page, upload }: PageOnList): boolean {
  return page?.mediaType === 'application/pdf' || upload?.kind === 'pdf';
}

/** The photo in full, for whoever wants to read it. */
function Look({ one, name, onClose }: { one: PageOnList; name: string; onClose: () => void }) {
  const preview = one.upload?.preview ?? null;
  const link = usePageLink(preview === null ? (one.page?.pageId ?? null) : null, 'full', api.linkPage);
  const src = preview ?? link.address;
  return (
    <Sheet title={name} onClose={onClose}>
      {link.trouble !== null ? (
        <>
          <Trouble code={link.trouble} />
          <View className="actions">
            <Button id="look-again" words="再试一次" onTap={link.again} />
          </View>
        </>
      ) : src === null ? (
        <View className="sheet-photo sheet-photo_empty" {...speak({ role: 'status' })}>
          正在打开…
        </View>
      ) : (
        <Photo
          className="sheet-photo"
          src={src}
          words={`${name}的照片`}
          mode="widthFix"
          onError={preview === null ? link.fail : undefined}
        />
      )}
    </Sheet>
  );
}

function Thumbnail({ one, name, onLook }: { one: PageOnList; name: string; onLook: () => void }) {
  const preview = one.upload?.preview ?? null;
  const pdf = isPdf(one);
  const link = usePageLink(
    preview === null && !pdf ? (one.page?.pageId ?? null) : null,
    'thumbnail',
    api.linkPage,
  );
  // Without it the box stays empty: a picture more or less, and the large one says what is wrong.
  const src = preview ?? link.address;
  if (pdf) {
    return (
      <View className="sheet-row__mark" {...speak({ hidden: true })}>
        PDF
      </View>
    );
  }
  return (
    <Tap className="sheet-row__photo" label={`放大看${name}`} onTap={onLook}>
      {src !== null && (
        <Photo className="sheet-row__image" src={src} words={`${name}的小图`} mode="aspectFill" />
      )}
    </Tap>
  );
}

type RowProps = { one: PageOnList; at: number; removable: boolean; again: () => Promise<void> };

function PageRow({ one, at, removable, again }: RowProps) {
  const { pausedBy } = useUnsent();
  const { busy, trouble, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const [looking, setLooking] = useState(false);
  const close = useCallback(() => setLooking(false), []);
  const { page, upload } = one;
  const name = isPdf(one) ? `第 ${at} 个文件` : `第 ${at} 张`;
  const { words, tone, next } = page !== null || upload === null ? arrived : pageWords(upload, pausedBy);
  const remove = async () => {
    if (!(await ask({ title: `去掉${name}？`, words: '去掉以后，可以重新拍。', yes: '去掉', no: '留着' })))
      return;
    await attempt(async () => {
      if (page !== null) await api.removePage(page.pageId);
      if (upload !== null) await drop(upload.localId);
      await again();
    });
  };
  const failed = upload?.state === 'failed';
  return (
    <View className="sheet-row" {...speak({ role: 'listitem' })}>
      <Thumbnail one={one} name={name} onLook={() => setLooking(true)} />
      <View className="sheet-row__bd">
        <View className="sheet-row__name">{name}</View>
        {page?.mediaType === 'application/pdf' && (
          <View className="sheet-row__next">PDF 文件，共 {page.pdfPages} 页</View>
        )}
        <View className={`standing standing_${tone}`} {...speak({ live: 'polite' })}>
          {words}
        </View>
        {next !== null && <View className="sheet-row__next">{next}</View>}
        <View className="sheet-row__ways">
          {failed && mayRetry(upload.trouble) && (
            <Tap className="change" label={`再送一次，${name}`} onTap={() => retry(upload.localId)}>
              再送一次
            </Tap>
          )}
          {removable && (
            <Tap className="change" label={`去掉${name}`} disabled={busy} onTap={() => void remove()}>
              去掉
            </Tap>
          )}
        </View>
        <Trouble code={trouble} />
      </View>
      {looking && <Look one={one} name={name} onClose={close} />}
      {dialog}
    </View>
  );
}

/** The pages of a paper, each with where it is. */
export function PageList({ pages, isRemovable, again }: Props) {
  if (pages.length === 0) return null;
  return (
    <>
      <Section title={`已经有 ${pages.length} 张`} />
      <View className="sheet-rows" {...speak({ role: 'list' })}>
        {pages.map((one, at) => (
          <PageRow key={one.key} one={one} at={at + 1} removable={isRemovable(one)} again={again} />
        ))}
      </View>
    </>
  );
}
