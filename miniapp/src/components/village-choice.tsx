import { View } from '@tarojs/components';
import type { PlacesReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { ask } from '../services/api';
import { useReply } from '../services/use-reply';
import { Button } from './button';
import { Card } from './card';
import { Cell, List } from './list';
import { Empty, Loaded } from './loaded';
import { SampleMark } from './sample';

export type Village = { code: string; name: string; township: string };
type Township = {
  code: string;
  name: string;
  villages: PlacesReply['counties'][number]['townships'][number]['villages'];
};

/** Townships of several counties are told apart by their county. */
function listTownships({ counties }: PlacesReply): Township[] {
  return counties.flatMap((county) =>
    county.townships.map((township) => ({
      ...township,
      name: counties.length > 1 ? `${county.name}${township.name}` : township.name,
    })),
  );
}

type ChoiceProps = { places: PlacesReply; onChoose: (village: Village) => void };

/** First the township, then its village: never a list of hundreds. */
function Steps({ places, onChoose }: ChoiceProps) {
  const [township, setTownship] = useState<Township | null>(null);
  const mark = places.illustrative ? <SampleMark /> : null;
  if (township === null) {
    return (
      <Card title="先选乡镇（街道）" aside={mark}>
        <List>
          {listTownships(places).map((one) => (
            <Cell
              key={one.code}
              id={`township-${one.code}`}
              title={one.name}
              onTap={() => setTownship(one)}
            />
          ))}
        </List>
      </Card>
    );
  }
  return (
    <Card title={`${township.name}，再选村（社区）`} aside={mark}>
      <List>
        {township.villages.map(({ code, name }) => (
          <Cell
            key={code}
            id={`village-${code}`}
            title={name}
            onTap={() => onChoose({ code, name, township: township.name })}
          />
        ))}
      </List>
      <View className="actions">
        <Button id="other-township" kind="plain" words="换一个乡镇" onTap={() => setTownship(null)} />
      </View>
    </Card>
  );
}

const listPlaces = (region: string) =>
  ask<'listPlaces'>('GET /api/v1/places/:region', { params: { region } });

/** In which village the family lives. @param region the county that she is insured in, or the city where nobody knows it */
export function VillageChoice({
  region,
  onChoose,
}: {
  region: string;
  onChoose: (village: Village) => void;
}) {
  const replied = useReply('places', region, listPlaces);
  return (
    <Loaded from={replied}>
      {(places) =>
        listTownships(places).length === 0 ? (
          <Empty title="这里的村名还没有录进来" next="不用选。乡镇看到申请，会打电话问您住在哪个村。" />
        ) : (
          <Steps places={places} onChoose={onChoose} />
        )
      }
    </Loaded>
  );
}
