import { View } from '@tarojs/components';

import { Button } from '../../components/button';
import { useAttempt } from '../../services/use-attempt';
import { StaffTrouble } from './staff-trouble';

/** What a list shows, and the name of its last one where more is behind it. */
export type Listed = { next: string | null };

type Props<T> = {
  shown: T;
  /** The next page. */
  ask: (after: string) => Promise<T>;
  /** Puts it behind what is shown. */
  append: (page: T) => void;
};

export function LoadMore<T extends Listed>({ shown, ask, append }: Props<T>) {
  const { busy, failure, attempt } = useAttempt();
  const { next } = shown;
  if (next === null) return null;
  const load = () => void attempt(async () => append(await ask(next)));
  return (
    <View className="actions">
      <StaffTrouble failure={failure} />
      <Button id="more" kind="plain" words="再看一些" busy={busy} onTap={load} />
    </View>
  );
}
