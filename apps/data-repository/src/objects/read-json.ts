import { Problem } from '@dm2/service';
import type { IncomingMessage } from 'node:http';

const MOST = 16 * 1024;

/** The body of a request of the management API; this service has no parser, as bodies are objects. @throws Problem 400, 413 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  const source: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MOST)
      throw new Problem(413, {
        code: 'too-large',
        field: 'body',
        detail: `a body has at most ${MOST} bytes`,
      });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new Problem(400, { code: 'invalid-json', field: 'body', detail: 'the body is not JSON', cause });
  }
}
