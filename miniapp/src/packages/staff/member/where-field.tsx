import { useState } from 'react';

import { Cell, List } from '../../../components/list';
import { ChooseOrganisation } from '../choose-organisation';
import { levelNames, type Place } from '../organisations';

type Props = {
  organisations: readonly Place[];
  chosen: Place | undefined;
  onChoose: (organisation: Place) => void;
};

/** Where she works: only where there is a post. */
export function WhereField({ organisations, chosen, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <List>
        <Cell
          id="where"
          title={chosen?.name ?? '选一个单位'}
          note={chosen === undefined ? '在哪个单位' : levelNames[chosen.level]}
          value="换"
          onTap={() => setOpen(true)}
        />
      </List>
      {open && (
        <ChooseOrganisation
          title="在哪个单位"
          organisations={organisations.filter(({ roles }) => roles.length > 0)}
          onChoose={(organisation) => {
            setOpen(false);
            onChoose(organisation);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
