/**
 * Every connection between two ends of generated clusters, compared with kube-network-policies, the reference implementation of the
 * network policy working group, and with cyclonus. `ARCHMAP_CLUSTERS` sets the number of clusters (default 150); `ARCHMAP_SEED` repeats one.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Protocol } from '../../src/model/policies/flows.ts';
import type { Connections, End } from '../../src/model/types.ts';
import { ensureEngine } from '../cluster/lib/binaries.ts';
import type { JsonProcess } from '../cluster/lib/json-process.ts';
import { startJsonProcess } from '../cluster/lib/json-process.ts';
import { modelOf } from './support/cluster.ts';
import type { PolicyCluster } from './support/policy-clusters.ts';
import { policyCluster } from './support/policy-clusters.ts';

interface Answers {
  reference: string;
  second?: string;
}

let engine: JsonProcess<object, Answers>;

beforeAll(async () => {
  engine = startJsonProcess(await ensureEngine('policyreach'));
});
afterAll(() => engine.end());

/** Neither policies separate a pod from itself, nor from its own node; the references evaluate both as any other connection. */
function isExempt(from: End, to: End): boolean {
  if (from.pod !== undefined && from.pod === to.pod) return true;
  return from.nodeName !== undefined && from.nodeName === to.nodeName && (from.node ?? to.node) !== undefined;
}

interface Comparison {
  compared: number;
  bySecond: number;
  differences: string[];
}

/** As the engine answers: 0 none, 1 egress, 2 ingress, 3 both; `?` where one is unknown. */
function digitOf(connections: Connections, from: End, to: End, protocol: string, port: number): string {
  const { egress, ingress } = connections.decide(from, to, protocol as Protocol, port);
  if (egress.answer === 'unknown' || ingress.answer === 'unknown') return '?';
  return String((egress.answer === 'allowed' ? 1 : 0) + (ingress.answer === 'allowed' ? 2 : 0));
}

async function compare(cluster: PolicyCluster, total: Comparison): Promise<void> {
  const { manifests, everyLabelPresent, seed, ends, ports, ...question } = cluster;
  const { reference, second } = await engine.ask({ ...question, ends, ports });
  const connections = modelOf({}, ...manifests).connections.of();
  const found = ends.map((address) => connections.endAt(address));
  let at = 0;
  for (const [i, from] of found.entries())
    for (const [j, to] of found.entries())
      for (const { protocol, port } of ports) {
        const index = at++;
        if (!from || !to || isExempt(from, to)) continue;
        const digit = digitOf(connections, from, to, protocol, port);
        total.compared++;
        const also = everyLabelPresent && second !== undefined;
        if (also) total.bySecond++;
        if (digit === reference[index] && (!also || digit === second[index])) continue;
        total.differences.push(
          `ARCHMAP_SEED=${seed}: ${ends[i]} -> ${ends[j]} ${protocol} ${port}: ${digit}, kube-network-policies ${reference[index]}${also ? `, cyclonus ${second[index]}` : ''}`,
        );
      }
}

const SEED = process.env['ARCHMAP_SEED'];
const CLUSTERS = Number(process.env['ARCHMAP_CLUSTERS'] ?? 150);

describe('both reference implementations', () => {
  it('return the same for every connection', async () => {
    const seeds = SEED === undefined ? Array.from({ length: CLUSTERS }, (_, index) => index) : [Number(SEED)];
    const total: Comparison = { compared: 0, bySecond: 0, differences: [] };
    for (const seed of seeds) await compare(policyCluster(seed), total);
    process.stderr.write(
      `${seeds.length} clusters, ${total.compared} connections, ${total.bySecond} of them with both: ${total.differences.length} differences\n`,
    );
    expect(total.differences.slice(0, 20)).toEqual([]);
    expect(total.compared).toBeGreaterThan(0);
  }, 3_600_000);
});
