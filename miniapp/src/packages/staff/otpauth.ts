/** What an authenticator app is told, read off the address that a picture of it would hold. */
import { renderSVG } from 'uqr';

const GROUP = 4;

export function readKey(uri: string): { secret: string; account: string; groups: string } {
  const [, path = '', search = ''] = /^otpauth:\/\/totp\/([^?]*)\?(.*)$/.exec(uri) ?? [];
  const secret = /(?:^|&)secret=([A-Z2-7]+)/.exec(search)?.[1] ?? '';
  const groups = secret.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return { secret, account: decodeURIComponent(path), groups: groups.join(' ') };
}

/** The same as a picture to be scanned, in a form that a browser and the weapp show alike. */
export function drawPicture(uri: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 2 }))}`;
}
