import { jsonOf, refusal, textOf } from '../answers.ts';
import { defineCollector } from '../define.ts';

const PATH = '/.well-known/openid-configuration';
const reads = [{ verb: 'get', path: PATH }] as const;

export const openid = defineCollector({
  id: 'openid',
  why: 'The issuer of service account tokens, which often names the provider.',
  notRead: 'The signing keys.',
  reads,
  async run({ get, add }) {
    const answer = jsonOf(PATH, await get(PATH));
    if (answer.meaning !== 'ok')
      return answer.meaning === 'forbidden'
        ? refusal(reads)
        : { status: answer.meaning, reason: answer.reason };
    const issuer = textOf(answer.value['issuer']);
    if (issuer === '') return { status: 'failed', reason: 'the answer names no issuer' };
    // A login in front of the API server has a document of its own at this path; the API server hands out keys only.
    if (answer.value['authorization_endpoint'] !== undefined)
      return { status: 'failed', reason: 'the answer is that of a login service, not of the API server' };
    add('openid', { issuer });
    return { status: 'ok' };
  },
});
