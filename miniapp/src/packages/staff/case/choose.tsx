/** One answer of a few, as wide lines. */
import { View } from '@tarojs/components';

import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';

type Props<T extends string> = {
  id: string;
  label: string;
  options: readonly { value: T; name: string; note?: string }[];
  chosen: T | null;
  onChoose: (value: T) => void;
  error?: string | null;
  /** Long ones: each has the whole width on a desktop too. */
  long?: boolean;
};

export function Choose<T extends string>(props: Props<T>) {
  const { id, label, options, chosen, onChoose, error = null, long = false } = props;
  return (
    <View className="field">
      <View className="field__label" {...speak({ hidden: true })}>
        {label}
      </View>
      <View className={long ? 'choose' : 'choose choose_short'} {...speak({ role: 'radiogroup', label })}>
        {options.map(({ value, name, note }) => (
          <Tap
            key={value}
            id={`${id}-${value}`}
            className="reason-row"
            role="radio"
            checked={value === chosen}
            onTap={() => onChoose(value)}
          >
            <View className={`reason-row__dot${value === chosen ? ' reason-row__dot_on' : ''}`} />
            <View className="choose__words">
              {name}
              {note !== undefined && <View className="choose__note">{note}</View>}
            </View>
          </Tap>
        ))}
      </View>
      {error !== null && (
        <View className="field__hint field__hint_wrong" {...speak({ role: 'alert' })}>
          {error}
        </View>
      )}
    </View>
  );
}

/** What the resident will read, before it is sent. */
export function ResidentReads({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <View className="reads">
      <View className="reads__label">群众会看到</View>
      <View>{words}</View>
    </View>
  );
}
