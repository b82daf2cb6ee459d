import type { ProbeAnswer } from '../../kube/types.ts';
import { cleanLine } from '../../snapshot/index.ts';
import type { ProbeRecord } from '../../snapshot/records/index.ts';
import { isWebPage, meaningOf } from '../answers.ts';
import type { CollectContext } from '../define.ts';
import { defineCollector } from '../define.ts';

interface Question {
  /** The request. A list that is readable anonymously is not fetched whole. */
  sent: string;
  /** Whether the beginning of a 2xx response is what the API server returns at this path. */
  isAnswer: (head: string) => boolean;
}

const ofKind =
  (...kinds: readonly string[]) =>
  (head: string) =>
    kinds.some((kind) => new RegExp(`"kind"\\s*:\\s*"${kind}"`).test(head));

/** By path, as in the model. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  '/version': { sent: '/version', isAnswer: (head) => head.includes('"gitVersion"') },
  '/healthz': { sent: '/healthz', isAnswer: isHealth },
  '/readyz?verbose': { sent: '/readyz?verbose', isAnswer: isHealth },
  '/api': { sent: '/api', isAnswer: ofKind('APIVersions', 'APIGroupDiscoveryList') },
  '/apis': { sent: '/apis', isAnswer: ofKind('APIGroupList', 'APIGroupDiscoveryList') },
  '/.well-known/openid-configuration': {
    sent: '/.well-known/openid-configuration',
    isAnswer: (head) => head.includes('"issuer"') && !head.includes('"authorization_endpoint"'),
  },
  '/api/v1/namespaces/kube-public/configmaps/cluster-info': {
    sent: '/api/v1/namespaces/kube-public/configmaps/cluster-info',
    isAnswer: (head) => ofKind('ConfigMap')(head) || head.includes('"cluster-info"'),
  },
  '/api/v1/namespaces': {
    sent: '/api/v1/namespaces?limit=1',
    isAnswer: ofKind('NamespaceList'),
  },
};

function isHealth(head: string): boolean {
  return head.trim() === 'ok' || /^\[[+-]\]\S/m.test(head);
}

export const probe = defineCollector({
  id: 'probe',
  why: 'Access of unauthenticated users, which flags and roles show only indirectly.',
  notRead:
    'Response bodies: only the status is kept, whether the user was system:anonymous, and whether the response was of the expected type.',
  reads: [],
  anonymous: Object.values(QUESTIONS).map(({ sent }) => sent),
  async run(context) {
    const meddler = await credentialsAddedOnTheWay(context);
    if (meddler !== undefined) return { status: 'unavailable', reason: meddler };
    const records = await Promise.all(
      Object.entries(QUESTIONS).map(async ([path, question]) =>
        recordOf(path, question, await context.client.probe(question.sent)),
      ),
    );
    for (const record of records) context.add('probe', record);
    const unobserved = records.find(({ status }) => status === 0);
    if (unobserved === undefined) return { status: 'ok' };
    const reason = unobserved.error ?? 'no response to an anonymous request';
    return { status: records.some(({ status }) => status > 0) ? 'partial' : 'collection-failed', reason };
  },
});

/**
 * Status 0 for a response that neither serves nor refuses an anonymous request: a login page, a redirect to one, an
 * unhealthy server, or content that does not belong to this path of an API server.
 */
function recordOf(path: string, { isAnswer }: Question, answer: ProbeAnswer): ProbeRecord {
  const { status, body, error } = answer;
  const why = error ?? (status === 0 ? undefined : notReported(isAnswer, answer));
  return {
    path,
    status: why === undefined ? status : 0,
    namedAnonymous: body.includes('system:anonymous'),
    ...(why !== undefined && { error: cleanLine(why, 256) }),
  };
}

function notReported(
  isAnswer: Question['isAnswer'],
  { status, body, type = '' }: ProbeAnswer,
): string | undefined {
  const meaning = meaningOf(status);
  if (meaning === 'collection-failed') return `HTTP ${status} to an anonymous request`;
  if (isWebPage({ headers: { 'content-type': type }, body: Buffer.from(body) }))
    return `a web page with HTTP ${status} to an anonymous request`;
  return meaning === 'ok' && !isAnswer(body)
    ? `HTTP ${status} to an anonymous request, not from an API server`
    : undefined;
}

/**
 * `kubectl proxy`, a service mesh or a company gateway may add credentials to every request. A request without any is then
 * not anonymous, and its response is no evidence of anonymous access.
 */
async function credentialsAddedOnTheWay(context: CollectContext): Promise<string | undefined> {
  const { credential, server } = context.client.info;
  if (credential !== 'none') return undefined;
  await context.settled('identity');
  const username = context.records('identity')[0]?.username;
  if (username !== undefined)
    return username === 'system:anonymous'
      ? undefined
      : `a proxy in front of the API server adds the credentials of ${username}`;
  return server.startsWith('http:') ? 'a plain HTTP server may add credentials' : undefined;
}
