/** Pages of one address opened one above the other, as a phone holds them: only the top one is drawn. */
import { useEffect, useState, type ReactElement } from 'react';

import { phone } from './taro-api';

const paramsOf = (url: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? ''));
/** A page below stays as it is on a phone: it does not begin a second time when it comes to the front. */
const begun = (url: string): string => (url.includes('?') ? url : `${url}?at=0&run=0`);
const pageOf = (url: string): string => url.split('?')[0] ?? '';

function Pages({ page, address }: { page: ReactElement; address: string }) {
  const [stack, setStack] = useState([address]);
  useEffect(() => {
    const ifOurs = (url: string, put: () => void): boolean => {
      const isOurs = pageOf(url) === address;
      if (isOurs) put();
      return isOurs;
    };
    phone.pages = {
      open: (url) => ifOurs(url, () => setStack((before) => [...before.map(begun), url])),
      replace: (url) => ifOurs(url, () => setStack((before) => [...before.slice(0, -1), url])),
      back: (delta) => {
        // Out of the questions is out of this stack.
        if (delta >= stack.length) phone.visited.push('back');
        else setStack((before) => before.slice(0, -delta));
      },
    };
  });
  const top = stack.at(-1) ?? address;
  phone.params = paramsOf(top);
  return <div key={`${stack.length} ${top}`}>{page}</div>;
}

export const inPages = (page: ReactElement, address = '/packages/estimate/ask/index'): ReactElement => (
  <Pages page={page} address={address} />
);
