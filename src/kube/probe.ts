import { messageOf } from '../shared/errors.ts';
import type { Transport } from './transport/index.ts';
import type { ProbeAnswer } from './types.ts';

/** What is kept of a body. */
const BODY_BYTES = 512;

/** Asks as a stranger would: no credential, no client certificate, a connection of its own, one try. Throws only when cancelled. */
export async function probe(
  transport: Transport,
  path: string,
  cancelled: AbortSignal,
): Promise<ProbeAnswer> {
  try {
    const reply = await transport.open({
      method: 'GET',
      path,
      accept: 'application/json',
      signal: undefined,
      fresh: true,
      anonymous: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of reply.body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= BODY_BYTES) break;
    }
    return { status: reply.status, body: Buffer.concat(chunks).subarray(0, BODY_BYTES).toString('utf8') };
  } catch (error) {
    const fault = transport.fault(error);
    if (cancelled.aborted) throw fault;
    return { status: 0, body: '', error: messageOf(fault) };
  }
}
