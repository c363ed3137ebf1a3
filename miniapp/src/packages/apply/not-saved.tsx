import { Notice, Trouble } from '../../components/notice';

/** A form that could not be sent: why, and where what was typed is meanwhile. */
export function NotSaved({ trouble }: { trouble: string | null }) {
  if (trouble === null) return null;
  return (
    <>
      <Trouble code={trouble} />
      <Notice tone="warm">刚填的还在这一页上，没有送到。先别离开，再点一次“存好”。</Notice>
    </>
  );
}
