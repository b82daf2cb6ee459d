import { parseVersion } from '../../snapshot/index.ts';
import { jsonOf, refusal } from '../answers.ts';
import { defineCollector } from '../define.ts';

const reads = [{ verb: 'get', path: '/version' }] as const;

export const version = defineCollector({
  id: 'version',
  why: 'Support windows, version skew, and defaults that differ between releases.',
  notRead: '',
  reads,
  async run({ get, add }) {
    const answer = jsonOf('/version', await get('/version'));
    if (answer.meaning !== 'ok')
      return answer.meaning === 'permission-denied'
        ? refusal(reads)
        : { status: 'collection-failed', reason: answer.reason };
    const record = parseVersion(answer.value);
    if (record === undefined)
      return { status: 'collection-failed', reason: 'the answer of /version names no version' };
    add('version', record);
    return { status: 'ok' };
  },
});
