import { View } from '@tarojs/components';

import { speak } from '../../components/speak';
import { Tap } from '../../components/tap';

type Option<T> = { value: T; name: string; note?: string };

type Props<T> = {
  id: string;
  label: string;
  options: readonly Option<T>[];
  isOn: (value: T) => boolean;
  onTap: (value: T) => void;
  /** Several may hold at once. */
  several?: boolean;
};

/** Answers as wide lines, one below the other: easy to read, easy to hit. */
export function Options<T extends string>({ id, label, options, isOn, onTap, several = false }: Props<T>) {
  return (
    <View
      className="options"
      {...(several ? speak({ role: 'group', label }) : { role: 'radiogroup', 'aria-label': label })}
    >
      {options.map(({ value, name, note }) => (
        <Tap
          key={value}
          id={`${id}-${value}`}
          className={`option${isOn(value) ? ' option_on' : ''}`}
          role={several ? 'checkbox' : 'radio'}
          checked={isOn(value)}
          onTap={() => onTap(value)}
        >
          <View className={`option__mark${several ? ' option__mark_square' : ''}`} />
          <View className="option__words">
            {name}
            {note !== undefined && <View className="option__note">{note}</View>}
          </View>
        </Tap>
      ))}
    </View>
  );
}

/** 是 · 不是 · 不清楚, beneath a question of its own. */
type YesNoProps = {
  id: string;
  question: string;
  hint: string;
  answer: 'yes' | 'no' | 'unknown' | null;
  onAnswer: (answer: 'yes' | 'no' | 'unknown') => void;
};

const yesNo = [
  { value: 'yes', name: '是' },
  { value: 'no', name: '不是' },
  { value: 'unknown', name: '不清楚' },
] as const;

export function YesNo({ id, question, hint, answer, onAnswer }: YesNoProps) {
  return (
    <View className="yes-no">
      <View className="yes-no__question" {...speak({ role: 'heading', level: 2 })}>
        {question}
      </View>
      <View className="yes-no__hint">{hint}</View>
      <Options id={id} label={question} options={yesNo} isOn={(value) => value === answer} onTap={onAnswer} />
    </View>
  );
}
