/** The place that the queue is narrowed to: where she works for a city the county first, then the township, the village. */
import { View } from '@tarojs/components';
import type { PlacesReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Choice } from '../../../components/list';
import { useScreenReply } from '../../../services/use-reply';
import { caseApi } from '../case-api';
import type { QueueFilters } from '../queue-api';
import { ANY, withOne } from './narrow';
import { listCounties, listTownships, listVillages, regionOf } from './places';

type Props = {
  /** The division that she works for. */
  scope: string;
  filters: QueueFilters;
  onNarrow: (filters: QueueFilters) => void;
};
type Place = { code: string; name: string };

export function Where(props: Props) {
  const { reply } = useScreenReply(regionOf(props.scope), caseApi.listPlaces);
  // A place that cannot be asked for only means that nothing is narrowed by it.
  return reply.state === 'ready' ? <Places places={reply.value} {...props} /> : null;
}

type OneProps = {
  id: string;
  label: string;
  places: readonly Place[];
  /** What "all of them" narrows to; left out where one must be chosen first. */
  all?: string;
  chosen: string | null;
  onChoose: (code: string) => void;
};

/** A place of which there is one only need not be chosen. */
function OneOf({ id, label, places, all, chosen, onChoose }: OneProps) {
  if (places.length < 2) return null;
  const own = places.map(({ code, name }) => ({ value: code, name }));
  return (
    <>
      <View className="card__label">{label}</View>
      <Choice
        id={id}
        label={label}
        options={all === undefined ? own : [{ value: all, name: '全部' }, ...own]}
        chosen={chosen}
        onChoose={onChoose}
      />
    </>
  );
}

function Places({ places, scope, filters, onNarrow }: Props & { places: PlacesReply }) {
  const { village } = filters;
  const [county, setCounty] = useState(village?.slice(0, 6) ?? null);
  const townships = listTownships(places, scope, county);
  const township = village?.slice(0, 9) ?? (townships.length === 1 ? townships[0]?.code : undefined);
  const narrow = (code: string) => onNarrow(withOne(filters, 'village', code));
  // Of the only township there is, all villages are all that she has.
  const wholeTownship = townships.length === 1 ? ANY : (township ?? ANY);
  return (
    <>
      <OneOf
        id="county"
        label="区县"
        places={listCounties(places, scope)}
        chosen={county}
        onChoose={(code) => {
          setCounty(code);
          narrow(ANY);
        }}
      />
      <OneOf
        id="township"
        label="乡镇（街道）"
        places={townships}
        all={ANY}
        chosen={village?.slice(0, 9) ?? ANY}
        onChoose={narrow}
      />
      <OneOf
        id="village"
        label="村（社区）"
        places={township === undefined ? [] : listVillages(places, township, scope)}
        all={wholeTownship}
        chosen={village ?? wholeTownship}
        onChoose={narrow}
      />
    </>
  );
}
