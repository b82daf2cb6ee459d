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
    add('openid', { issuer });
    return { status: 'ok' };
  },
});
