import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ambientPeer } from '../../src/addons/istio/effective/ambient.ts';
import {
  authorizationOf,
  readAuthorizationPolicies,
} from '../../src/addons/istio/effective/authorization.ts';
import {
  PeerAuthentications,
  readPeerAuthentications,
} from '../../src/addons/istio/effective/peer-authentication.ts';
import { PolicyIndex } from '../../src/addons/istio/effective/select.ts';
import type { AuthorizationPolicyFacts } from '../../src/addons/istio/effective/types.ts';
import { atZtunnel } from '../../src/addons/istio/effective/ztunnel.ts';
import { createProjector } from '../../src/snapshot/index.ts';
import type { MeshAnswer, MeshOracle, ProxyAnswer } from './oracle.ts';
import { startMeshOracle } from './oracle.ts';
import { generateAmbientMesh } from './support/generate-ambient.ts';
import { PORTS } from './support/generate.ts';
import type { GeneratedMesh } from './support/generate.ts';
import type { SentPolicy } from './support/sent-to-ztunnel.ts';
import { deniesPlaintext, isConverted, liveGroups, sentTo } from './support/sent-to-ztunnel.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261201);
const MESHES = Number(process.env['ARCHMAP_MESHES'] ?? 100);
const BATCH = 50;
const PROBED = [...Object.values(PORTS), 80, 7777];

function customIn({ objects }: GeneratedMesh, { refused = [] }: MeshAnswer) {
  const projector = createProjector();
  const left = new Set(refused.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
  return objects.flatMap((raw) => {
    const projected = projector.project(raw);
    if (projected?.kind !== 'custom') return [];
    const { kind, namespace, name } = projected.record;
    return left.has(`${kind} ${namespace}/${name}`) ? [] : [projected.record];
  });
}

/** What ztunnel does with the rules of a policy: how many of them can match. */
function expectedGroups(policy: AuthorizationPolicyFacts): string {
  switch (atZtunnel(policy)) {
    case 'never':
      return 'none';
    case 'fewer':
    case 'narrower':
      return 'some';
    default:
      return policy.rules.length === 0 ? 'none' : 'all';
  }
}

function sentGroups(sent: SentPolicy, rules: number): string {
  const live = liveGroups(sent);
  return live === 0 ? 'none' : live < rules ? 'some' : 'all';
}

/** Names of the policies in the filters of a waypoint, for connections that no Service of it describes. */
function atWaypoint({ listeners = [] }: ProxyAnswer): string[] {
  const chains = listeners.find(({ name }) => name === 'main_internal')?.chains ?? [];
  const filters = chains.find(({ name }) => name === 'direct-http')?.filters ?? [];
  const policies = filters.flatMap(({ kind, policies: own = [] }) => (kind === 'rbac' ? own : []));
  return names(
    policies.map(({ namespace, name }) => {
      const marked = /ns\[(.*)\]-policy\[(.*)\]-rule/.exec(name);
      return { namespace: marked?.[1] ?? namespace, name: marked?.[2] ?? name };
    }),
  );
}

function names(policies: readonly { namespace: string; name: string }[]): string[] {
  return [...new Set(policies.map(({ namespace, name }) => `${namespace}/${name}`))].sort();
}

/** Differences of one mesh, each in a line; and the number of comparisons. */
function differences(mesh: GeneratedMesh, answer: MeshAnswer): { found: string[]; compared: number } {
  const found: string[] = [];
  let compared = 0;
  const compare = (what: string, mine: unknown, their: unknown) => {
    compared++;
    const [a, b] = [JSON.stringify(mine), JSON.stringify(their)];
    if (a !== b) found.push(`seed ${mesh.id}: ${what}: ours ${a}, istiod ${b}`);
  };
  const custom = customIn(mesh, answer);
  const peers = new PeerAuthentications(readPeerAuthentications(custom), mesh.root);
  const index = new PolicyIndex(readAuthorizationPolicies(custom), mesh.root);
  for (const { id, namespace, labels, type } of mesh.proxies) {
    const selected = { namespace, labels, ...(type === 'waypoint' ? { waypoint: true } : { ambient: true }) };
    const { policies } = authorizationOf(index.attachedTo(selected));
    if (type === 'waypoint') {
      const proxy = answer.proxies.find((one) => one.id === id);
      compare(`${id} policies`, names(policies), proxy ? atWaypoint(proxy) : proxy);
      continue;
    }
    const sent = answer.ambient && sentTo(answer.ambient, namespace, id);
    if (!sent) {
      found.push(`seed ${mesh.id}: ${id} is no workload`);
      continue;
    }
    const peer = ambientPeer(peers, selected);
    for (const port of PROBED)
      compare(
        `${id} mode of port ${port}`,
        peer.ports.get(port)?.mode ?? peer.mode,
        deniesPlaintext(sent, port) ? 'STRICT' : 'PERMISSIVE',
      );
    const own = policies.filter((policy) => atZtunnel(policy) !== 'unsupported' && !policy.dryRun);
    const theirs = sent.filter((policy) => !isConverted(policy));
    compare(`${id} policies`, names(own), names(theirs));
    for (const policy of own) {
      const one = theirs.find(
        ({ namespace: place, name }) => place === policy.namespace && name === policy.name,
      );
      if (!one) continue;
      compare(`${id} action of ${policy.name}`, policy.action, one.action ?? 'ALLOW');
      compare(`${id} rules of ${policy.name}`, expectedGroups(policy), sentGroups(one, policy.rules.length));
    }
  }
  return { found, compared };
}

describe('the effective configuration of generated ambient meshes is that of istiod', () => {
  let oracle: MeshOracle;

  beforeAll(async () => {
    oracle = await startMeshOracle();
  }, 3_600_000);

  afterAll(() => oracle.close());

  it.each(Array.from({ length: Math.ceil(MESHES / BATCH) }, (_, batch) => batch * BATCH))(
    `meshes from ${SEED} on: + %i`,
    async (first) => {
      const found: string[] = [];
      let compared = 0;
      for (let index = first; index < Math.min(first + BATCH, MESHES); index++) {
        const mesh = generateAmbientMesh(SEED + index);
        const answer = await oracle.judge({
          id: mesh.id,
          ambient: true,
          meshConfig: mesh.meshConfig,
          objects: mesh.objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
          proxies: mesh.proxies.filter(({ type }) => type === 'waypoint'),
        });
        if (answer.error !== undefined) found.push(`seed ${mesh.id}: ${answer.error}`);
        const one = differences(mesh, answer);
        found.push(...one.found);
        compared += one.compared;
      }
      expect(found.slice(0, 20)).toEqual([]);
      expect(compared).toBeGreaterThan(30 * Math.min(BATCH, MESHES - first));
    },
    1_200_000,
  );
});
