import { isObject, jsonOf, textOf, textsOf } from '../answers.ts';
import { defineCollector } from '../define.ts';

export const identity = defineCollector({
  id: 'identity',
  why: 'Who is asking, so that a report says whose view it shows, and whether that user may do everything.',
  notRead: 'Extra fields of the user.',
  reads: [
    { verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews' },
    { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' },
  ],
  async run({ review, add }) {
    const [self, access] = await Promise.all([
      review('SelfSubjectReview', {}),
      review('SelfSubjectAccessReview', { resourceAttributes: { verb: '*', group: '*', resource: '*' } }),
    ]);
    const answer = jsonOf('SelfSubjectReview', self);
    if (answer.meaning !== 'ok')
      return {
        status: answer.meaning,
        reason: answer.meaning === 'absent' ? 'the API server is older than 1.28' : answer.reason,
      };
    const { status } = answer.value;
    const user = isObject(status) && isObject(status['userInfo']) ? status['userInfo'] : {};
    const username = textOf(user['username']);
    if (username === '') return { status: 'failed', reason: 'the answer names no user' };
    const allowed = jsonOf('SelfSubjectAccessReview', access);
    const verdict = allowed.meaning === 'ok' ? allowed.value['status'] : undefined;
    const told = isObject(verdict) ? verdict['allowed'] : undefined;
    add('identity', {
      username,
      groups: textsOf(user['groups']),
      ...(typeof told === 'boolean' && { mayDoAnything: told }),
    });
    return { status: 'ok' };
  },
});
