import { View } from '@tarojs/components';
import type { ConsentText } from '@yijiutong/rules/contract';

import { Sheet } from './sheet';
import { Tap } from './tap';

export function ConsentWords({ text }: { text: ConsentText }) {
  return (
    <View className="prose">
      {text.body.map((paragraph, at) => (
        <View key={at} className="prose__paragraph">
          {paragraph}
        </View>
      ))}
    </View>
  );
}

type ConsentSheetProps = { text: ConsentText; onClose: () => void; children?: React.ReactNode };

export function ConsentSheet({ text, onClose, children }: ConsentSheetProps) {
  return (
    <Sheet title={text.title} onClose={onClose}>
      <ConsentWords text={text} />
      <View className="prose__version">版本 {text.version}</View>
      {children}
    </Sheet>
  );
}

type TickProps = { text: ConsentText; on: boolean; onChange: (on: boolean) => void; onRead: () => void };

/** One consent on its own: to read it, and to agree to it and nothing else (单独同意). */
export function ConsentTick({ text, on, onChange, onRead }: TickProps) {
  return (
    <View className="tick">
      <Tap
        id={`agree-${text.kind}`}
        className="tick__main"
        role="checkbox"
        checked={on}
        label={`我同意：${text.title}`}
        onTap={() => onChange(!on)}
      >
        <View className={`tick__box${on ? ' tick__box_on' : ''}`} />
        <View className="tick__words">我同意：{text.title}</View>
      </Tap>
      <Tap id={`read-${text.kind}`} className="tick__read" label={`看说明：${text.title}`} onTap={onRead}>
        看说明
      </Tap>
    </View>
  );
}
