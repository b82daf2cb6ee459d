import { jsonOf, refusal, textOf } from '../answers.ts';
import { defineCollector } from '../define.ts';

const PATH = '/.well-known/openid-configuration';
const reads = [{ verb: 'get', path: PATH }] as const;

export const openid = defineCollector({
  id: 'openid',
  why: 'Issuer of ServiceAccount tokens, which often identifies the provider.',
  notRead: 'The signing keys.',
  reads,
  async run({ get, add }) {
    const answer = jsonOf(PATH, await get(PATH));
    if (answer.meaning !== 'ok')
      return answer.meaning === 'permission-denied'
        ? refusal(reads)
        : { status: answer.meaning, reason: answer.reason };
    const issuer = textOf(answer.value['issuer']);
    if (issuer === '') return { status: 'collection-failed', reason: 'the response contains no issuer' };
    // A login proxy in front of the API server has its own document at this path; the API server publishes keys only.
    if (answer.value['authorization_endpoint'] !== undefined)
      return {
        status: 'collection-failed',
        reason: 'the response is from another login service, not from the API server',
      };
    add('openid', { issuer });
    return { status: 'ok' };
  },
});
