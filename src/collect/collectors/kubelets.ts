import type { KubeletRecord, NodeRecord } from '../../snapshot/records/index.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { enumeration } from '../../shared/text.ts';
import { refusal } from '../answers.ts';
import type { CollectContext, CollectResult } from '../define.ts';
import { defineCollector } from '../define.ts';
import { readKubelet } from '../kubelet-answers.ts';
import { sampleNodes } from '../node-sample.ts';

const rule: ReadRule = { verb: 'get', resource: 'nodes/proxy' };

/** Less than the client's limit of parallel requests: lists must not wait for kubelets that do not respond. */
const AT_A_TIME = 4;

/** After so many refusals in a row, the permission counts as missing. */
const ENOUGH_REFUSALS = 8;

export const kubelets = defineCollector({
  id: 'kubelets',
  why: 'Effective kubelet configuration, certificates and static Pods. Only with `--kubelet`.',
  notRead:
    'Anything without `--kubelet`: get nodes/proxy allows running commands in any Pod of a node. Headers of the static Pod URL, Pod contents, logs.',
  reads: [rule],
  async run(context) {
    const { kubelets: limit, records } = context;
    if (limit === undefined) return { status: 'unavailable', reason: 'not requested; use --kubelet' };
    const listed = await context.settled('nodes');
    const real = records('node').filter((node) => !isVirtual(node));
    if (real.length === 0)
      return listed.status === 'ok'
        ? { status: 'ok', notes: ['all nodes are virtual'] }
        : { ...listed, reason: `nodes are unknown: ${listed.reason ?? listed.status}` };
    // The long lists go first: the API server limits parallel requests of one user.
    await context.settled('pods');
    const chosen = sampleNodes(real, limit);
    return outcomeOf(await readAll(context, chosen), chosen.length, real.length);
  },
});

/** Nodes without a host, and so without a kubelet to request: KWOK, virtual-kubelet, Fargate. */
function isVirtual({ labels, annotations }: NodeRecord): boolean {
  return (
    annotations['kwok.x-k8s.io/node'] !== undefined ||
    labels['type'] === 'virtual-kubelet' ||
    labels['eks.amazonaws.com/compute-type'] === 'fargate'
  );
}

interface Tally {
  byState: ReadonlyMap<KubeletRecord['state'], readonly string[]>;
  /** Every request was refused: the user lacks the permission. */
  lacksPermission: boolean;
}

async function readAll(context: CollectContext, nodes: readonly NodeRecord[]): Promise<Tally> {
  const open = [...nodes];
  const byState = new Map<KubeletRecord['state'], string[]>();
  let done = 0;
  let refused = 0;
  const worker = async (): Promise<void> => {
    for (let node = open.shift(); node !== undefined; node = open.shift()) {
      const { record, lacksPermission } = await readKubelet(context, node.name);
      context.add('kubelet', record);
      byState.set(record.state, [...(byState.get(record.state) ?? []), record.name]);
      done++;
      if (lacksPermission) refused++;
      if (refused >= ENOUGH_REFUSALS && refused === done) open.length = 0;
      context.progress(`kubelets: ${done} of ${nodes.length}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return { byState, lacksPermission: refused > 0 && refused === done };
}

const WORDS: Readonly<Record<KubeletRecord['state'], string>> = {
  ok: 'read',
  partial: 'read in part',
  'permission-denied': 'permission denied',
  refused: 'not reachable from the API server',
  timeout: 'without a response',
  unavailable: 'not found',
  'collection-failed': 'with a response that could not be parsed',
};

function outcomeOf({ byState, lacksPermission }: Tally, chosen: number, all: number): CollectResult {
  if (lacksPermission) return refusal([rule]);
  const faults = [...byState]
    .filter(([state]) => state !== 'ok')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, names]) => `${names.length} ${WORDS[state]} (${enumeration(names.toSorted(), 3)})`);
  const sample =
    chosen < all ? [`sample of ${chosen} of ${all} kubelets, from every group of similar nodes`] : [];
  if (faults.length === 0 && sample.length === 0) return { status: 'ok' };
  const read = (byState.get('ok')?.length ?? 0) + (byState.get('partial')?.length ?? 0);
  const reason = enumeration([...sample, ...faults], 6);
  // Access may be granted to single nodes by name.
  const missing = byState.has('permission-denied') ? { missing: [rule] } : {};
  return {
    status:
      read > 0 ? 'partial' : byState.has('permission-denied') ? 'permission-denied' : 'collection-failed',
    reason,
    ...missing,
  };
}
