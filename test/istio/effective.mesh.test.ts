import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorizationOf,
  readAuthorizationPolicies,
} from '../../src/addons/istio/effective/authorization.ts';
import {
  connectionMode,
  DestinationRules,
  readDestinationRules,
} from '../../src/addons/istio/effective/destination-rules.ts';
import {
  PeerAuthentications,
  readPeerAuthentications,
} from '../../src/addons/istio/effective/peer-authentication.ts';
import { PolicyIndex } from '../../src/addons/istio/effective/select.ts';
import { meshSettings } from '../../src/snapshot/mesh-settings.ts';
import type { MeshOracle, ProxyAnswer } from './oracle.ts';
import { startMeshOracle } from './oracle.ts';
import { configurationOf, filters, normal, theirs } from './support/compare.ts';
import type { GeneratedMesh } from './support/generate.ts';
import { generateMesh } from './support/generate.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261201);
const MESHES = Number(process.env['ARCHMAP_MESHES'] ?? 200);
/** Meshes in one test, so that a run shows its progress. */
const BATCH = 100;

/** What our engine says of a mesh, in the oracle's form. */
function ours({ objects, root, meshConfig, proxies }: GeneratedMesh, refused: ReadonlySet<string>) {
  const custom = configurationOf(objects, refused);
  const settings = meshSettings(meshConfig);
  if (!settings) throw new Error(`mesh settings: ${meshConfig}`);
  const peers = new PeerAuthentications(readPeerAuthentications(custom), root);
  const policies = new PolicyIndex(readAuthorizationPolicies(custom), root);
  const providers = new Set((settings.extensionProviders ?? []).map(({ name }) => name));
  const rules = new DestinationRules(
    readDestinationRules(custom, 'cluster.local'),
    root,
    settings.defaultDestinationRuleExportTo,
  );
  return proxies.map(({ id, namespace, labels, ports = [] }) => {
    const peer = peers.workload({ namespace, labels });
    const { policies: attached } = authorizationOf(policies.attachedTo({ namespace, labels }));
    return {
      id,
      modes: Object.fromEntries(ports.map((port) => [port, peer.ports.get(port)?.mode ?? peer.mode])),
      http: filters(attached, 'http', providers),
      tcp: filters(attached, 'tcp', providers),
      mode: (host: string, hostNamespace: string, port: number, subset: string | undefined) => {
        const found = rules
          .connections({ namespace, labels }, { name: host, namespace: hostNamespace }, port)
          .find((one) => one.subset === subset);
        return connectionMode(found?.tls, peers.namespace(hostNamespace).mode, settings.enableAutoMtls);
      },
    };
  });
}

/** Differences of one mesh, each in a line. */
function differences(
  mesh: GeneratedMesh,
  answers: readonly ProxyAnswer[],
  refused: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  const compare = (what: string, mine: unknown, their: unknown) => {
    const [a, b] = [JSON.stringify(mine), JSON.stringify(their)];
    if (a !== b) found.push(`seed ${mesh.id}: ${what}: ours ${a}, istiod ${b}`);
  };
  for (const own of ours(mesh, refused)) {
    const answer = answers.find(({ id }) => id === own.id);
    if (!answer?.inbound || answer.error !== undefined) {
      found.push(`seed ${mesh.id}: ${own.id} was not answered: ${answer?.error ?? ''}`);
      continue;
    }
    for (const inbound of answer.inbound) {
      // Port 0 stands for ports without chains of their own.
      if (inbound.port !== 0)
        compare(`${own.id} mode of port ${inbound.port}`, own.modes[inbound.port], inbound.mode);
      if (inbound.protocols.includes('http'))
        compare(
          `${own.id} http filters of port ${inbound.port}`,
          normal(own.http, 'http'),
          normal(theirs(inbound.http), 'http'),
        );
      if (inbound.protocols.includes('tcp'))
        compare(
          `${own.id} tcp filters of port ${inbound.port}`,
          normal(own.tcp, 'tcp'),
          normal(theirs(inbound.tcp), 'tcp'),
        );
    }
    for (const { host, port, subset, tls } of answer.outbound ?? []) {
      const namespace = /^[^.]+\.([^.]+)\.svc\.cluster\.local$/.exec(host)?.[1];
      if (namespace === undefined) continue;
      compare(
        `${own.id} to ${host}:${port} ${subset ?? ''}`,
        own.mode(host, namespace, port, subset === '' ? undefined : subset),
        tls,
      );
    }
  }
  return found;
}

describe('the effective configuration of generated meshes is that of istiod', () => {
  let oracle: MeshOracle;

  beforeAll(async () => {
    oracle = await startMeshOracle();
  }, 3_600_000);

  afterAll(() => oracle.close());

  it.each(Array.from({ length: Math.ceil(MESHES / BATCH) }, (_, batch) => batch * BATCH))(
    `meshes from ${SEED} on: + %i`,
    async (first) => {
      const found: string[] = [];
      for (let index = first; index < Math.min(first + BATCH, MESHES); index++) {
        const mesh = generateMesh(SEED + index);
        const answer = await oracle.judge({
          id: mesh.id,
          meshConfig: mesh.meshConfig,
          objects: mesh.objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
          proxies: mesh.proxies,
        });
        if (answer.error !== undefined) found.push(`seed ${mesh.id}: ${answer.error}`);
        const refused = new Set(
          (answer.refused ?? []).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
        );
        found.push(...differences(mesh, answer.proxies, refused));
      }
      expect([found.length, ...found.slice(0, 20)]).toEqual([0]);
    },
    600_000,
  );
});
