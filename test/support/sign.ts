/** How the provincial platform signs a settlement that it pushes to `POST /api/v1/settlements`. */
import { createHash, createHmac } from 'node:crypto';

export type IntakeKey = { accessKey: string; secret: string };

/**
 * The three headers of a signed push. The signature is hex HMAC-SM3 over method, path, time and the body's SHA-256:
 * a changed body, another path or a copied signature after its time are all refused.
 * @param now milliseconds since 1970
 */
export function signPush(
  key: IntakeKey,
  request: { method: string; path: string; body: string },
  now: number,
): Record<string, string> {
  const timestamp = String(now);
  const digest = createHash('sha256').update(request.body).digest('hex');
  const message = [request.method, request.path, timestamp, digest].join('\n');
  return {
    'x-api-access-key': key.accessKey,
    'x-api-timestamp': timestamp,
    'x-api-signature': createHmac('sm3', key.secret).update(message).digest('hex'),
  };
}
