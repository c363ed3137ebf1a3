/**
 * H5 only: the pages of a subpackage, which are not part of the first load. They are fetched a moment after the first
 * page has asked for its own content, so that they open without a network later; one that is not there yet says so.
 */
import { useCallback, useEffect, useState, type ComponentType } from 'react';

import { Failed, Waiting } from './loaded';
import { Page } from './page';

type Fetch = () => Promise<{ default: ComponentType }>;
type Fetched = { state: 'waiting' } | { state: 'failed' } | { state: 'here'; Content: ComponentType };

const pages: Fetch[] = [];
/** Not every resident fetches what only staff open. */
const ahead: Fetch[] = [];
/** The first page asks the server for its content before anything else travels. */
const AFTER_FIRST_PAGE_MS = 1500;

/** A page that stands for one that may still be on its way. */
export function latePage(fetch: Fetch, fetchedAhead = true): ComponentType {
  pages.push(fetch);
  if (fetchedAhead) ahead.push(fetch);
  return function LatePage() {
    const [page, setPage] = useState<Fetched>({ state: 'waiting' });
    const again = useCallback(() => {
      setPage({ state: 'waiting' });
      fetch().then(
        ({ default: Content }) => setPage({ state: 'here', Content }),
        () => setPage({ state: 'failed' }),
      );
    }, []);
    useEffect(again, [again]);
    if (page.state === 'here') return <page.Content />;
    return (
      <Page title={page.state === 'waiting' ? '请稍等' : '还差一步'} below>
        {page.state === 'waiting' ? (
          <Waiting />
        ) : (
          <Failed code="page_not_here" again={() => void tryAgain(again)} />
        )}
      </Page>
    );
  };
}

/** After a release the file may bear another name: then only a new first load finds it. */
async function tryAgain(again: () => void): Promise<void> {
  const [fetch] = pages;
  const isHere = await fetch?.().then(
    () => true,
    () => false,
  );
  const reachesServer =
    !isHere &&
    (await window.fetch('./', { method: 'HEAD' }).then(
      ({ ok }) => ok,
      () => false,
    ));
  if (reachesServer) window.location.reload();
  else again();
}

/** Fetches what is late in the background; without a network, as soon as it is back. */
export function fetchLatePages(): void {
  const run = () => void Promise.all(ahead.map((fetch) => fetch())).catch(waitForNetwork);
  const waitForNetwork = () => window.addEventListener('online', run, { once: true });
  window.setTimeout(run, AFTER_FIRST_PAGE_MS);
}
