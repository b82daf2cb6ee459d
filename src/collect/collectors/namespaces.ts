import { limitedTo, noNamespace } from '../../shared/text.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { isNotFound, isTheOne, jsonOf, refusal } from '../answers.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext, CollectResult } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('namespaces');
const GET: ReadRule = { verb: 'get', resource: 'namespaces' };

export const namespaces = defineCollector({
  id: 'namespaces',
  why: 'Labels for Pod Security and the mesh; the UID of kube-system identifies the cluster.',
  notRead: 'Annotations, except those of mesh, Pod Security and node selection.',
  reads: [...rulesOf(KINDS), GET],
  async run(context) {
    const { namespace, client } = context;
    if (namespace !== undefined) return readOne(context, namespace);
    const listed = await listKinds(context, KINDS);
    if (listed.status !== 'permission-denied') return listed;
    // Without the list permission, a user may still get the kubeconfig's namespace, and the one that identifies the cluster.
    const names = [...new Set(['kube-system', client.info.namespace])];
    const seen: string[] = [];
    for (const name of names) if ((await readOne(context, name)).status === 'partial') seen.push(name);
    if (seen.length === 0) return listed;
    return { ...listed, status: 'partial', reason: `only ${seen.join(', ')}: listing namespaces is refused` };
  },
});

async function readOne({ get, addRaw }: CollectContext, name: string): Promise<CollectResult> {
  const path = `/api/v1/namespaces/${encodeURIComponent(name)}`;
  const response = await get(path);
  const answer = jsonOf(path, response);
  if (answer.meaning === 'ok') {
    if (!isTheOne(answer.value, { kind: 'Namespace', name }))
      return { status: 'collection-failed', reason: `the answer of ${path} is not that namespace` };
    addRaw('v1', 'Namespace', answer.value);
    return { status: 'partial', reason: limitedTo(name), namespace: name };
  }
  if (isNotFound(response, 'namespaces', name))
    return { status: 'unavailable', reason: noNamespace(name), namespace: name };
  return answer.meaning === 'permission-denied'
    ? refusal([GET])
    : { status: 'collection-failed', reason: answer.reason };
}
