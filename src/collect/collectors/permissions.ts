import type { KubeResponse } from '../../kube/types.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { isObject, jsonOf } from '../answers.ts';
import { OLD_GROUP } from '../built-in.ts';
import { distinct } from '../combine.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext } from '../define.ts';

const REVIEW = 'SelfSubjectAccessReview';

export const permissions = defineCollector({
  id: 'permissions',
  why: 'Permissions of the current user, to distinguish empty lists from denied ones.',
  notRead: 'Permissions of other users, which follow from roles and bindings.',
  reads: [{ verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' }],
  async run(context) {
    const [first, ...rest] = questions(context.rules);
    if (first === undefined) return { status: 'ok' };
    const answers = [await request(context, first)];
    const [begun] = answers;
    const refused = begun && jsonOf(REVIEW, begun.response, REVIEW);
    // Every API server serves these reviews.
    if (refused && refused.meaning !== 'ok')
      return {
        status: refused.meaning === 'unavailable' ? 'collection-failed' : refused.meaning,
        reason: refused.reason,
      };
    await fetchAll(context, rest, answers);
    let unanswered = 0;
    for (const { rule, response } of answers) {
      const answer = jsonOf(REVIEW, response, REVIEW);
      const status = answer.meaning === 'ok' ? answer.value['status'] : undefined;
      const allowed = isObject(status) ? status['allowed'] : undefined;
      if (typeof allowed !== 'boolean') unanswered++;
      else addPermission(context, rule, allowed);
    }
    return unanswered > 0
      ? { status: 'partial', reason: `${unanswered} of ${answers.length} access reviews failed` }
      : { status: 'ok' };
  },
});

/** A few at a time: dozens of reviews must not delay the pages of large lists. */
const AT_A_TIME = 4;

async function fetchAll(
  context: CollectContext,
  rules: readonly ReadRule[],
  answers: { rule: ReadRule; response: KubeResponse }[],
): Promise<void> {
  const open = [...rules];
  const worker = async (): Promise<void> => {
    for (let rule = open.shift(); rule !== undefined; rule = open.shift())
      answers.push(await request(context, rule));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

/** Permissions on parts of Kubernetes itself; those on custom resources show when they are listed. */
function questions(rules: readonly ReadRule[]): ReadRule[] {
  return distinct(
    rules.filter(
      ({ verb, group = '', resource, path }) =>
        verb !== 'create' &&
        resource !== '*' &&
        path?.endsWith('*') !== true &&
        group !== OLD_GROUP &&
        (!group.includes('.') || group.endsWith('.k8s.io')),
    ),
  );
}

async function request(
  { review }: CollectContext,
  rule: ReadRule,
): Promise<{ rule: ReadRule; response: KubeResponse }> {
  const { verb, group = '', resource = '', namespace, path, resourceNames } = rule;
  // A permission may be limited to names; all names of a rule are granted together, so one of them is enough.
  const example = resourceNames?.[0];
  const [plural, subresource] = resource.split('/', 2);
  const spec =
    path === undefined
      ? {
          resourceAttributes: {
            verb,
            group,
            resource: plural,
            ...(example !== undefined && { name: example }),
            ...(subresource !== undefined && { subresource }),
            ...(namespace !== undefined && { namespace }),
          },
        }
      : { nonResourceAttributes: { verb, path } };
  return { rule, response: await review(REVIEW, spec) };
}

function addPermission({ add }: CollectContext, rule: ReadRule, allowed: boolean): void {
  const { verb, group, resource, namespace, path } = rule;
  add('permission', {
    verb,
    ...(group !== undefined && { group }),
    ...(resource !== undefined && { resource }),
    ...(namespace !== undefined && { namespace }),
    ...(path !== undefined && { path }),
    allowed,
  });
}
