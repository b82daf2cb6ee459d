import { isObject, jsonOf, textOf, textsOf } from '../answers.ts';
import { defineCollector } from '../define.ts';

export const identity = defineCollector({
  id: 'identity',
  why: 'Who is asking, so that a report says whose view it shows.',
  notRead: 'Extra fields of the user.',
  reads: [{ verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews' }],
  async run({ review, add }) {
    const answer = jsonOf('SelfSubjectReview', await review('SelfSubjectReview', {}));
    if (answer.meaning !== 'ok')
      return {
        status: answer.meaning,
        reason: answer.meaning === 'absent' ? 'the API server is older than 1.28' : answer.reason,
      };
    const { status } = answer.value;
    const user = isObject(status) && isObject(status['userInfo']) ? status['userInfo'] : {};
    const username = textOf(user['username']);
    if (username === '') return { status: 'failed', reason: 'the answer names no user' };
    add('identity', { username, groups: textsOf(user['groups']) });
    return { status: 'ok' };
  },
});
