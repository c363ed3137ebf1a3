import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

import { Tap } from './tap';

export function List({ children }: PropsWithChildren) {
  return <View className="weui-cells list">{children}</View>;
}

type CellProps = { id: string; title: string; note?: string; value?: string; onTap: () => void };

/** A line that leads somewhere. */
export function Cell({ id, title, note, value, onTap }: CellProps) {
  return (
    <Tap id={id} className="weui-cell weui-cell_access cell" onTap={onTap}>
      <View className="weui-cell__bd cell__bd">
        <View className="cell__title">{title}</View>
        {note !== undefined && <View className="cell__note">{note}</View>}
      </View>
      <View className="weui-cell__ft cell__ft">{value}</View>
    </Tap>
  );
}

type ToggleProps = { id: string; title: string; note?: string; on: boolean; onChange: (on: boolean) => void };

/** A setting that is on or off; the whole line is the target. */
export function Toggle({ id, title, note, on, onChange }: ToggleProps) {
  return (
    <Tap
      id={id}
      className="weui-cell cell"
      role="switch"
      checked={on}
      label={title}
      onTap={() => onChange(!on)}
    >
      <View className="weui-cell__bd cell__bd">
        <View className="cell__title">{title}</View>
        {note !== undefined && <View className="cell__note">{note}</View>}
      </View>
      <View className={`toggle${on ? ' toggle_on' : ''}`} />
    </Tap>
  );
}

type ChoiceProps<T> = {
  label: string;
  options: readonly { value: T; name: string }[];
  /** Null until something was chosen. */
  chosen: T | null;
  onChoose: (value: T) => void;
  /** Tells one choice from another on the same page. */
  id?: string;
};

/** A few things of which one holds: years, sizes of letters. */
export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, options, chosen, onChoose, id = 'choose' } = props;
  return (
    <View className="choice" {...{ role: 'radiogroup', 'aria-label': label }}>
      {options.map(({ value, name }) => (
        <Tap
          key={value}
          id={`${id}-${value}`}
          className={`choice__one${value === chosen ? ' choice__one_on' : ''}`}
          role="radio"
          checked={value === chosen}
          onTap={() => onChoose(value)}
        >
          {name}
        </Tap>
      ))}
    </View>
  );
}
