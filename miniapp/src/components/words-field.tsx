import { Textarea, View } from '@tarojs/components';

import { speak } from './speak';

type Props = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  maxLength: number;
  placeholder?: string;
  hint: string;
  error?: string | null;
};

/** Several sentences to type, over several lines: its name above, a hint or what is wrong below. */
export function WordsField({
  id,
  label,
  value,
  onChange,
  maxLength,
  placeholder = '',
  hint,
  error = null,
}: Props) {
  const below = error ?? hint;
  // On H5 the real box sits inside Taro’s element and takes its name from here.
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
          placeholder={placeholder}
          placeholderClass="field__placeholder"
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
