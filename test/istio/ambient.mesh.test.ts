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
import type { AmbientAnswer, MeshOracle, ProxyAnswer } from './oracle.ts';
import { startMeshOracle } from './oracle.ts';
import { configurationOf, filters, normal, theirs } from './support/compare.ts';
import type { AmbientMesh } from './support/generate-ambient.ts';
import { AMBIENT_PORTS, generateAmbientMesh } from './support/generate-ambient.ts';
import { effectAt } from './support/intent.ts';
import type { Authorization } from './support/ztunnel.ts';
import { matches } from './support/ztunnel.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261201);
const MESHES = Number(process.env['ARCHMAP_MESHES'] ?? 100);
const BATCH = 50;

interface Workload {
  name: string;
  namespace: string;
  tunnelProtocol?: string;
  authorizationPolicies?: string[];
}

/** PeerAuthentications that istiod converted have underscores, which no object's name contains. */
const CONVERTED = /\/(?:converted_peer_authentication_|istio_converted_static_strict$)/;

const key = ({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}`;

/** What istiod tells ztunnels about one workload: its own policies, those of its namespace, those of the mesh. */
function told(workload: Workload, authorizations: readonly Authorization[]): Authorization[] {
  const own = new Set(workload.authorizationPolicies);
  return authorizations.filter(
    (one) =>
      own.has(key(one)) ||
      one.scope === undefined ||
      one.scope === 'GLOBAL' ||
      (one.scope === 'NAMESPACE' && one.namespace === workload.namespace),
  );
}

/** Whether a client without an identity is denied. */
function modes(policies: readonly Authorization[]): Record<string, string> {
  const converted = policies.filter((one) => CONVERTED.test(key(one)));
  return Object.fromEntries(
    AMBIENT_PORTS.map((port) => [
      port,
      converted.some((policy) => matches(policy, { from: '192.0.2.1', port })) ? 'STRICT' : 'PERMISSIVE',
    ]),
  );
}

const shown = (name: string, action: string, effect: string) => `${name} ${action} ${effect}`;

/** Effects of the AuthorizationPolicies of a workload, as istiod's messages have them. */
function effects(inForce: readonly Authorization[], attached: readonly AuthorizationPolicyFacts[]): string[] {
  const policies = inForce.filter((one) => !CONVERTED.test(key(one)));
  const known = new Map(policies.map((one) => [key(one), one]));
  return [
    ...policies.map((one) => {
      const facts = attached.find((policy) => key(policy) === key(one));
      const effect = facts ? (effectAt(facts, one) ?? atZtunnel(facts)) : 'not attached by us';
      return shown(key(one), one.action ?? 'ALLOW', effect);
    }),
    ...attached
      .filter((policy) => !known.has(key(policy)))
      .map((policy) =>
        shown(
          key(policy),
          policy.action,
          ['ALLOW', 'DENY'].includes(policy.action) ? 'unattached' : 'unsupported',
        ),
      ),
  ].sort();
}

/** Differences of one mesh, each in a line. */
function differences(
  mesh: AmbientMesh,
  { workloads, authorizations }: AmbientAnswer,
  proxies: readonly ProxyAnswer[],
  refused: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  const compare = (what: string, mine: unknown, their: unknown) => {
    const [a, b] = [JSON.stringify(mine), JSON.stringify(their)];
    if (a !== b) found.push(`seed ${mesh.id}: ${what}: ours ${a}, istiod ${b}`);
  };
  const custom = configurationOf(mesh.objects, refused);
  const peers = new PeerAuthentications(readPeerAuthentications(custom), mesh.root);
  const policies = new PolicyIndex(readAuthorizationPolicies(custom), mesh.root);
  for (const { name, namespace, labels } of mesh.pods) {
    const workload = (workloads as unknown as Workload[]).find(
      (one) => one.name === name && one.namespace === namespace,
    );
    if (!workload) {
      found.push(`seed ${mesh.id}: istiod has no workload ${namespace}/${name}`);
      continue;
    }
    // Other pods have no ztunnel.
    if (workload.tunnelProtocol !== 'HBONE') continue;
    const selected = { namespace, labels };
    const inForce = told(workload, authorizations as unknown as Authorization[]);
    const peer = ambientPeer(peers, selected);
    compare(
      `${name} modes`,
      Object.fromEntries(AMBIENT_PORTS.map((port) => [port, peer.ports.get(port)?.mode ?? peer.mode])),
      modes(inForce),
    );
    // istiod sends no dry run to ztunnel.
    const attached = policies.attachedTo(selected).filter(({ dryRun }) => !dryRun);
    compare(
      `${name} policies`,
      attached.map((policy) => shown(key(policy), policy.action, atZtunnel(policy))).sort(),
      effects(inForce, attached),
    );
  }
  for (const { id, namespace, labels } of mesh.waypoints) {
    const answer = proxies.find((proxy) => proxy.id === id);
    const { policies: attached } = authorizationOf(
      policies.attachedTo({ namespace, labels, waypoint: true }),
    );
    const chains = (answer?.listeners ?? []).flatMap((listener) => listener.chains);
    for (const protocol of ['http', 'tcp'] as const)
      compare(
        `${id} ${protocol} filters`,
        normal(filters(attached, protocol, new Set()), protocol),
        normal(theirs(chains.find(({ name }) => name === `direct-${protocol}`)?.filters), protocol),
      );
  }
  return found;
}

describe('what ztunnels and waypoints enforce in generated meshes is what istiod sends them', () => {
  let oracle: MeshOracle;

  beforeAll(async () => {
    oracle = await startMeshOracle();
  }, 3_600_000);

  afterAll(() => oracle.close());

  it.each(Array.from({ length: Math.ceil(MESHES / BATCH) }, (_, batch) => batch * BATCH))(
    `meshes from ${SEED} on: + %i`,
    async (first) => {
      const found: string[] = [];
      let workloads = 0;
      for (let index = first; index < Math.min(first + BATCH, MESHES); index++) {
        const mesh = generateAmbientMesh(SEED + index);
        const answer = await oracle.judge({
          id: mesh.id,
          meshConfig: mesh.meshConfig,
          objects: mesh.objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
          ambient: true,
          proxies: mesh.waypoints,
        });
        if (answer.error !== undefined || !answer.ambient) {
          found.push(`seed ${mesh.id}: ${answer.error ?? 'no answer for ztunnels'}`);
          continue;
        }
        const refused = new Set(
          (answer.refused ?? []).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
        );
        workloads += answer.ambient.workloads.length;
        found.push(...differences(mesh, answer.ambient, answer.proxies, refused));
      }
      expect([found.length, ...found.slice(0, 20)]).toEqual([0]);
      expect(workloads).toBeGreaterThan(0);
    },
    600_000,
  );
});
