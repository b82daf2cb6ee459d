import { isObject, jsonOf, textOf, textsOf } from '../answers.ts';
import { minorOf } from '../../snapshot/index.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext } from '../define.ts';

const OLD = 'the API server is older than 1.28';

function isOld(records: CollectContext['records']): boolean {
  const minor = minorOf(records('version')[0]);
  return minor === undefined || minor < 28;
}

export const identity = defineCollector({
  id: 'identity',
  why: 'The current user, whose permissions limit the report, and whether that user is cluster-admin.',
  notRead: 'Extra fields of the user.',
  reads: [
    { verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews' },
    { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' },
  ],
  async run({ review, add, records }) {
    const [self, access] = await Promise.all([
      review('SelfSubjectReview', {}),
      review('SelfSubjectAccessReview', { resourceAttributes: { verb: '*', group: '*', resource: '*' } }),
    ]);
    const answer = jsonOf('SelfSubjectReview', self, 'SelfSubjectReview');
    if (answer.meaning !== 'ok')
      return {
        status: answer.meaning === 'unavailable' && !isOld(records) ? 'collection-failed' : answer.meaning,
        reason: answer.meaning === 'unavailable' && isOld(records) ? OLD : answer.reason,
      };
    const { status } = answer.value;
    const user = isObject(status) && isObject(status['userInfo']) ? status['userInfo'] : {};
    const username = textOf(user['username']);
    if (username === '') return { status: 'collection-failed', reason: 'the response contains no user' };
    const allowed = jsonOf('SelfSubjectAccessReview', access, 'SelfSubjectAccessReview');
    const verdict = allowed.meaning === 'ok' ? allowed.value['status'] : undefined;
    const reported = isObject(verdict) ? verdict['allowed'] : undefined;
    add('identity', {
      username,
      groups: textsOf(user['groups']),
      ...(typeof reported === 'boolean' && { mayDoAnything: reported }),
    });
    return { status: 'ok' };
  },
});
