import { Textarea, View } from '@tarojs/components';

import { speak } from '../../components/speak';

type Props = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  maxLength: number;
  hint: string;
  error?: string | null;
};

/** Some sentences of an officer's own, over several lines. */
export function WordsField({ id, label, value, onChange, maxLength, hint, error = null }: Props) {
  const below = error ?? hint;
  // On H5 the real box sits inside Taro's element and takes its name from here.
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          nativeProps: {
            id: `${id}-input`,
            'aria-label': label,
            'aria-invalid': error !== null,
            'aria-describedby': `${id}-hint`,
          },
        }
      : { 'aria-label': `${label}，${below}` };
  return (
    <View className="field">
      <View className="field__label" {...speak({ hidden: true })}>
        {label}
      </View>
      <View className={`field__box field__box_words${error === null ? '' : ' field__box_wrong'}`}>
        <Textarea
          id={id}
          className="field__words"
          value={value}
          maxlength={maxLength}
          onInput={(event) => onChange(event.detail.value)}
          {...web}
        />
      </View>
      <View
        id={`${id}-hint`}
        className={error === null ? 'field__hint' : 'field__hint field__hint_wrong'}
        {...speak({ live: 'polite' })}
      >
        {below}
      </View>
    </View>
  );
}
