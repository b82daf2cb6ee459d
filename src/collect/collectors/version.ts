import { parseVersion } from '../../snapshot/index.ts';
import { jsonOf } from '../answers.ts';
import { defineCollector } from '../define.ts';

const reads = [{ verb: 'get', path: '/version' }] as const;

export const version = defineCollector({
  id: 'version',
  why: 'Support windows, skew, and defaults that changed between releases.',
  notRead: '',
  reads,
  async run({ get, add }) {
    const answer = jsonOf('/version', await get('/version'));
    if (answer.meaning !== 'ok')
      return {
        status: answer.meaning,
        reason: answer.reason,
        ...(answer.meaning === 'forbidden' && { missing: reads }),
      };
    const record = parseVersion(answer.value);
    if (record === undefined) return { status: 'failed', reason: 'the answer of /version names no version' };
    add('version', record);
    return { status: 'ok' };
  },
});
