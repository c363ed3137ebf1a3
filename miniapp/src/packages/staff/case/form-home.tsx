/** In which village the family lives: the township that reviews and the village that visits follow from it. */
import { View } from '@tarojs/components';
import type { PlacesReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Loaded } from '../../../components/loaded';
import { SampleMark } from '../../../components/sample';
import { useScreenReply } from '../../../services/use-reply';
import { caseApi } from '../case-api';
import { ActForm, useDraft, type FormProps } from './acting';
import { Choose } from './choose';

type Home = { township: string | null; village: string | null };
type Township = { code: string; name: string; villages: readonly { code: string; name: string }[] };

/** Of a city with several counties, each township says in which one it lies. */
function townshipsOf({ counties }: PlacesReply): Township[] {
  return counties.flatMap((county) =>
    county.townships.map(({ code, name, villages }) => ({
      code,
      name: counties.length > 1 ? `${county.name}${name}` : name,
      villages,
    })),
  );
}

const listPlaces = (region: string) => caseApi.listPlaces(region);

type ChoiceProps = {
  places: PlacesReply;
  home: Home;
  change: (home: Partial<Home>) => void;
  fault: string | null;
};

function HomeChoice({ places, home, change, fault }: ChoiceProps) {
  const townships = townshipsOf(places);
  const chosen = townships.find(({ code }) => code === home.township);
  return (
    <>
      {places.illustrative && <SampleMark />}
      <Choose
        id="township"
        label="乡镇（街道）"
        options={townships.map(({ code, name }) => ({ value: code, name }))}
        chosen={home.township}
        onChoose={(township) => change({ township, village: null })}
        error={home.township === null ? fault : null}
      />
      {chosen !== undefined && (
        <Choose
          id="village"
          label="村（社区）"
          options={chosen.villages.map(({ code, name }) => ({ value: code, name }))}
          chosen={home.village}
          onChoose={(village) => change({ village })}
          error={fault}
        />
      )}
    </>
  );
}

export function HomeForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version, region } = desk.claim;
  const { village: before } = desk;
  const replied = useScreenReply(region, listPlaces);
  const code = before?.code ?? null;
  const [home, change] = useDraft<Home>('set_home', { township: code?.slice(0, 9) ?? null, village: code });
  const [fault, setFault] = useState<string | null>(null);
  const prepare = () => {
    const { village } = home;
    setFault(village === null ? '请选住在哪个村（社区）。' : null);
    if (village === null) return null;
    return {
      question: '这件会转到那个乡镇（街道）和村（社区）的经办人那里。',
      send: () => caseApi.setHome(claimId, { version, village }),
    };
  };
  return (
    <ActForm form={form} act="set_home" told="住的地方记下了。" prepare={prepare}>
      {before !== null && <View>原来写的：{before.name ?? before.code}</View>}
      <Loaded from={replied}>
        {(places) => <HomeChoice places={places} home={home} change={change} fault={fault} />}
      </Loaded>
    </ActForm>
  );
}
