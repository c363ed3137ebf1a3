import { View } from '@tarojs/components';
import type { Clause, ClauseText } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Sheet } from './sheet';
import { Tap } from './tap';

type Props = { clause: Clause; texts: readonly ClauseText[] };

/** 五 → 第五项: a list's numbers are no names of their own. */
export function nameArticle(article: string): string {
  return article.replace(/^[一二三四五六七八九十]+/, '第$&项');
}

/** Where it is written: the document, the article, its own words. */
export function ClauseSheet({ clause, texts, onClose }: Props & { onClose: () => void }) {
  const found = texts.find(
    ({ document, article }) => document === clause.document && article === clause.article,
  );
  return (
    <Sheet title={`依据：${nameArticle(clause.article)}`} onClose={onClose}>
      {found === undefined ? (
        <View className="clause__text">
          这一条的原文还没有收进来。您可以拿着“{nameArticle(clause.article)}”去医保窗口问。
        </View>
      ) : (
        <>
          <View className="clause__text">{found.text}</View>
          <View className="clause__source">
            《{found.title}》{nameArticle(found.article)}
          </View>
          <View className="clause__source">{found.issuer}</View>
        </>
      )}
    </Sheet>
  );
}

/** A small link that opens the clause. */
export function ClauseLink({ clause, texts }: Props) {
  const [shown, setShown] = useState(false);
  const close = useCallback(() => setShown(false), []);
  return (
    <>
      <Tap
        className="clause__link"
        label={`看依据：${nameArticle(clause.article)}`}
        onTap={() => setShown(true)}
      >
        看依据 {nameArticle(clause.article)}
      </Tap>
      {shown && <ClauseSheet clause={clause} texts={texts} onClose={close} />}
    </>
  );
}
