/** One organisation out of those of her place. There may be hundreds: they are found by a part of the name. */
import { View } from '@tarojs/components';
import { useState } from 'react';

import { Field } from '../../components/field';
import { Cell, List } from '../../components/list';
import { Sheet } from '../../components/sheet';
import { inOrder, levelNames, type Place } from './organisations';

/** More are not looked through: a longer part of the name finds it. */
const MOST = 30;

type Props = {
  title: string;
  organisations: readonly Place[];
  onChoose: (organisation: Place) => void;
  onClose: () => void;
};

export function ChooseOrganisation({ title, organisations, onChoose, onClose }: Props) {
  const [text, setText] = useState('');
  const found = inOrder(organisations).filter(({ name }) => name.includes(text.trim()));
  return (
    <Sheet title={title} onClose={onClose}>
      <Field
        id="organisation-name"
        label="单位的名字"
        value={text}
        onChange={setText}
        maxLength={30}
        placeholder="写几个字就行"
        hint={
          found.length > MOST
            ? `找到 ${found.length} 个，先列 ${MOST} 个，请再写几个字`
            : `${found.length} 个`
        }
      />
      {found.length === 0 && <View className="lead">没有这样的单位。</View>}
      <List>
        {found.slice(0, MOST).map((one) => (
          <Cell
            key={one.organisationId}
            id={`organisation-${one.organisationId}`}
            title={one.name}
            note={levelNames[one.level]}
            onTap={() => onChoose(one)}
          />
        ))}
      </List>
    </Sheet>
  );
}
