import { messageOf } from '../shared/errors.ts';
import { beginning } from './transport/body.ts';
import type { Transport } from './transport/index.ts';
import type { ProbeAnswer } from './types.ts';

/** Limit of the body that is kept. */
const BODY_BYTES = 4 * 1024;

/** An unauthenticated request: no credential, no client certificate, a separate connection, one try. Throws only when cancelled. */
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
    const body = await beginning(reply.body, BODY_BYTES);
    const type = reply.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    return { status: reply.status, body: body.toString('utf8'), ...(type !== undefined && { type }) };
  } catch (error) {
    const fault = transport.fault(error);
    if (cancelled.aborted) throw fault;
    return { status: 0, body: '', error: messageOf(fault) };
  }
}
