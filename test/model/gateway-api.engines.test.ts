import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildModel } from '../../src/model/build.ts';
import type { ClusterModel } from '../../src/model/parts.ts';
import { ensureEngine } from '../cluster/lib/binaries.ts';
import type { JsonProcess } from '../cluster/lib/json-process.ts';
import { startJsonProcess } from '../cluster/lib/json-process.ts';
import type { Manifest } from './support/cluster.ts';
import { snapshotOf } from './support/cluster.ts';
import type { GatewayAnswer } from './support/gateway-answers.ts';
import {
  forwardsOf,
  listenersOf,
  ownForwards,
  ownListeners,
  ownParents,
  parentsOf,
} from './support/gateway-answers.ts';
import { generateGateways } from './support/generate-gateways.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261201);
const CLUSTERS = Number(process.env['ARCHMAP_CLUSTERS'] ?? 300);

let oracle: JsonProcess<{ objects: readonly Manifest[] }, GatewayAnswer>;
beforeAll(async () => {
  oracle = startJsonProcess(await ensureEngine('gatewayoracle'));
}, 45 * 60_000);
afterAll(() => oracle.end());

const asked = new Set([
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'ReferenceGrant',
  'Namespace',
  'Service',
  'Secret',
  'EndpointSlice',
]);

/** What both say of one cluster. */
async function compared(seed: number) {
  const objects = generateGateways(seed);
  const theirs = await oracle.ask({ objects: objects.filter(({ kind }) => asked.has(String(kind))) });
  const model: ClusterModel = buildModel(snapshotOf({}, ...objects));
  return {
    ours: { listeners: ownListeners(model), parents: ownParents(model), forwards: ownForwards(model) },
    theirs: { listeners: listenersOf(theirs), parents: parentsOf(theirs), forwards: forwardsOf(theirs) },
  };
}

test(
  `listeners, attachments and backends equal those of Envoy Gateway (${CLUSTERS} clusters from seed ${SEED})`,
  async () => {
    const counts = { listeners: 0, parents: 0, forwards: 0, endpoints: 0 };
    for (let index = 0; index < CLUSTERS; index++) {
      const seed = SEED + index;
      const { ours, theirs } = await compared(seed);
      expect({ seed, ...ours }).toEqual({ seed, ...theirs });
      counts.listeners += theirs.listeners.length;
      counts.parents += theirs.parents.length;
      counts.forwards += theirs.forwards.length;
      counts.endpoints += theirs.forwards.filter((text) => /\d+\.\d+/.test(text)).length;
    }
    // The generator reaches all of them.
    expect(Object.values(counts).every((count) => count > CLUSTERS / 10)).toBe(true);
    if (process.env['ARCHMAP_FIGURES']) process.stdout.write(`${JSON.stringify(counts)}\n`);
  },
  30 * 60_000,
);
