import { tlsPlaces } from '../../addons/istio/effective/destination-rules.ts';
import type { DestinationRuleFacts } from '../../addons/istio/effective/destination-rules.ts';
import { DEFAULT_DOMAIN } from '../../addons/istio/cluster-domain.ts';
import type { MeshFacts } from '../../addons/istio/effective/types.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  isApplication,
  policyName,
  policyRef,
  policyVerdict,
} from '../helpers/mesh-policies.ts';
import { listed, observed, requiresOr } from '../helpers/objects.ts';
import { listAll } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'istio/client-tls-disabled',
  title: 'DestinationRule disables mutual TLS inside the mesh',
  control: 'Client TLS between workloads of the mesh',
  severity: 'high',
  why: 'Sidecars send requests to these workloads in plaintext and without their identity. An attacker on the network can read or change them.',
  remediation:
    'Remove `trafficPolicy.tls` from the DestinationRule or set `mode: ISTIO_MUTUAL`, and keep `enableAutoMtls: true` in the mesh configuration.',
  references: ['istio-destination-rule', 'istio-security-best-practices', 'K05'],
  needs: [],
  uses: ['istio', 'mesh', 'services'],
  passNeeds: ['istio', 'pods', 'workloads', 'services', 'configmaps'],
  kinds: { istio: ['networking.istio.io/DestinationRule'] },
  *run({ istio, mesh, services }): Iterable<Finding> {
    const inMesh = services.filter((service) => mesh.membersOf(service).some(isApplication));
    const byHost = new Map(inMesh.map((service) => [hostOf(service, mesh), service]));
    const rules = mesh.read.destinationRules;
    const sure = mesh.domain.known ? rules : rules.filter(hasShortHost);
    // ztunnel reads no DestinationRule, and a waypoint sends its requests through HBONE tunnels.
    const hasClients = mesh.members.some(
      ({ membership }) => membership === 'sidecar' || membership === 'gateway',
    );
    yield* policyVerdict(istio, {
      findings: [
        ...automatic(istio, mesh),
        ...(hasClients ? sure.flatMap((rule) => faultOf(rule, targetsOf(rule, byHost), mesh)) : []),
        ...invalidOnes(rules),
        ...(hasClients && sure.length < rules.length ? inUnknownDomain(mesh) : []),
      ],
      objects: rules.length + inMesh.length,
      noun: 'DestinationRule or Service in the mesh',
      pass: 'no DestinationRule disables mutual TLS to a workload in the mesh',
    });
  },
});

function hostOf({ record: { namespace, name } }: ServiceFacts, { domain }: MeshFacts): string {
  return `${name}.${namespace}.svc.${domain.known ? domain.value : DEFAULT_DOMAIN}`;
}

/** Its Service does not depend on the domain. */
function hasShortHost({ record: { spec } }: DestinationRuleFacts): boolean {
  return typeof spec['host'] === 'string' && !/[.*]/.test(spec['host']);
}

function inUnknownDomain({ domain }: MeshFacts): Finding[] {
  return domain.known
    ? []
    : [
        {
          verdict: 'unknown',
          message: domain.reason,
          requires: requiresOr(domain.requires, listAll('deployments.apps')),
        },
      ];
}

/** Services in the mesh that the host of a rule matches. */
function targetsOf(
  { host }: DestinationRuleFacts,
  byHost: ReadonlyMap<string, ServiceFacts>,
): ServiceFacts[] {
  if (!host.startsWith('*')) return [byHost.get(host) ?? []].flat();
  return [...byHost].filter(([name]) => name.endsWith(host.slice(1))).map(([, service]) => service);
}

/** Without automatic mutual TLS only DestinationRules enable it. */
function automatic({ rootNamespace }: IstioFacts, { settings, members, read, domain }: MeshFacts): Finding[] {
  if (!settings.known || settings.value.enableAutoMtls !== false || members.length === 0) return [];
  const enables = ({ namespace, host, policy }: DestinationRuleFacts) =>
    rootNamespace.known &&
    namespace === rootNamespace.value &&
    host.startsWith('*') &&
    `.svc.${domain.known ? domain.value : DEFAULT_DOMAIN}`.endsWith(host.slice(1)) &&
    policy.tls?.mode === 'ISTIO_MUTUAL';
  if (read.destinationRules.some(enables)) return [];
  return [
    {
      verdict: 'fail',
      detail: 'automatic',
      message:
        'enableAutoMtls is false in the mesh configuration: sidecars use mutual TLS only where a DestinationRule requires it',
      evidence: settings.evidence,
      restsOn: ['istio'],
    },
  ];
}

function faultOf(rule: DestinationRuleFacts, targets: readonly ServiceFacts[], mesh: MeshFacts): Finding[] {
  if (rule.problem !== undefined || !tlsPlaces(rule).some(({ tls }) => tls.mode === 'DISABLE')) return [];
  const affected = targets.filter((service) => isDisabled(rule, service, mesh));
  if (affected.length === 0) return [];
  const names = listed(affected.map(({ record: { namespace, name } }) => `${namespace}/${name}`));
  const isRejected = affected.every((service) => requiresTls(service, mesh));
  return [
    {
      verdict: 'fail',
      at: policyRef(rule.record),
      severity: isRejected ? 'medium' : 'high',
      message: isRejected
        ? `tls.mode is DISABLE for ${names}, whose workloads require mutual TLS: connections are rejected`
        : `tls.mode is DISABLE for ${names}: sidecars send plaintext`,
      evidence: tlsPlaces(rule)
        .filter(({ tls }) => tls.mode === 'DISABLE')
        .slice(0, 10)
        .map(({ path }) => observed(policyName(rule), `${path}.mode DISABLE, host ${rule.host}`)),
    },
  ];
}

/** Whether the rule counts for some client: of its namespace, of the Service's, of one that it is exported to, or of one without rules of its own. */
function isDisabled(rule: DestinationRuleFacts, service: ServiceFacts, mesh: MeshFacts): boolean {
  const { clients } = mesh;
  const { namespace, ports } = service.record;
  if (!clients.known) return true;
  const labels = rule.workloadSelector ?? {};
  const exported = rule.exportTo.filter((place) => !['*', '.', '~'].includes(place));
  return [...new Set([rule.namespace, namespace, ...exported, ''])].some((client) =>
    ports.some(({ port }) =>
      clients.value
        .connections({ namespace: client, labels }, { name: hostOf(service, mesh), namespace }, port)
        .some((connection) => connection.rule === rule && connection.tls?.mode === 'DISABLE'),
    ),
  );
}

function requiresTls(service: ServiceFacts, mesh: MeshFacts): boolean {
  return mesh
    .membersOf(service)
    .every(
      ({ mtls }) =>
        mtls.known &&
        mtls.value.mode === 'STRICT' &&
        [...mtls.value.ports.values()].every(({ mode }) => mode === 'STRICT'),
    );
}
