import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorizationOf,
  deniedForProvider,
  matchesEverything,
  readAuthorizationPolicies,
  rulesOn,
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
import type { AuthorizationPolicyFacts } from '../../src/addons/istio/effective/types.ts';
import { createProjector } from '../../src/snapshot/index.ts';
import { meshSettings } from '../../src/snapshot/mesh-settings.ts';
import type { FilterAnswer, MeshOracle, ProxyAnswer } from './oracle.ts';
import { startMeshOracle } from './oracle.ts';
import type { GeneratedMesh } from './support/generate.ts';
import { generateMesh } from './support/generate.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261201);
const MESHES = Number(process.env['ARCHMAP_MESHES'] ?? 200);
/** Meshes in one test, so that a run shows its progress. */
const BATCH = 100;

const key = (policy: { namespace: string; name: string }, rule: number, matches: string, dryRun: boolean) =>
  `${policy.namespace}/${policy.name}#${rule} ${matches}${dryRun ? ' dry run' : ''}`;

/** What our engine says of a mesh, in the oracle's form. */
function ours({ objects, root, meshConfig, proxies }: GeneratedMesh, refused: ReadonlySet<string>) {
  const projector = createProjector();
  const custom = objects
    .filter((raw) => {
      const { kind, metadata } = raw as { kind: string; metadata: { namespace?: string; name: string } };
      return !refused.has(`${kind} ${metadata.namespace}/${metadata.name}`);
    })
    .flatMap((raw) => {
      const projected = projector.project(raw);
      return projected?.kind === 'custom' ? [projected.record] : [];
    });
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

type Filters = Readonly<Record<string, readonly string[]>>;

function filters(
  policies: readonly AuthorizationPolicyFacts[],
  protocol: 'http' | 'tcp',
  providers: ReadonlySet<string | undefined>,
): Filters {
  const result: Record<string, string[]> = {};
  const denied = deniedForProvider(policies, (name) => providers.has(name));
  for (const policy of policies) {
    const action = policy.action === 'AUDIT' ? 'LOG' : denied.includes(policy) ? NO_PROVIDER : policy.action;
    const lines = (result[action] ??= []);
    if (policy.rules.length === 0) lines.push(key(policy, 0, 'nothing', policy.dryRun));
    for (const rule of rulesOn(policy, protocol))
      lines.push(
        key(policy, policy.rules.indexOf(rule), matchesEverything(rule) ? 'all' : 'some', policy.dryRun),
      );
  }
  return result;
}

/** Denies, because the authorizer of a CUSTOM policy cannot be called: istiod says so in the policy's name. */
const NO_PROVIDER = 'DENY for its provider';
const MARK = /ns\[(.*)\]-policy\[(.*)\]-rule\[(\d+)\]-deny-due-to-bad-CUSTOM-action$/;

/** The oracle's filters in the same form. What a TCP filter does not evaluate is `some` or `all` there. */
function theirs(answers: readonly FilterAnswer[] = []): Filters {
  const result: Record<string, string[]> = {};
  for (const { kind, action = '', policies = [], dryRun = false } of answers) {
    if (kind !== 'rbac') continue;
    for (const policy of policies) {
      const [, namespace, name = '', rule] = MARK.exec(policy.name) ?? [];
      if (namespace === undefined)
        (result[action] ??= []).push(key(policy, policy.rule, policy.matches, dryRun));
      else (result[NO_PROVIDER] ??= []).push(key({ namespace, name }, Number(rule), policy.matches, dryRun));
    }
    if (policies.length === 0) result[action] ??= [];
  }
  return result;
}

function normal(found: Filters, protocol: 'http' | 'tcp'): unknown {
  return Object.fromEntries(
    Object.entries(found)
      .map(([action, lines]) => [
        action,
        [...lines].map((line) => (protocol === 'tcp' ? line.replace(/ (?:all|some)/, '') : line)).sort(),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
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
