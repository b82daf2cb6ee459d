import { command, list, listAll } from '../../shared/requirement.ts';
import { WEAKNESS } from '../../addons/istio/mtls.ts';
import type { IstioFacts, MtlsMode } from '../../addons/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { invalidOnes } from '../helpers/mesh-policies.ts';
import { few, listed, observed, requiresOr, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/mtls-permissive',
  title: 'Mutual TLS not enforced (PERMISSIVE or DISABLE mode)',
  control: 'Mutual TLS in the Istio mesh',
  severity: 'medium',
  why: 'Workloads accept plaintext connections without client identity, from Pods inside or outside the mesh. An attacker on the network can read traffic and bypass AuthorizationPolicies based on identity.',
  remediation:
    'Migrate all clients into the mesh, then create a PeerAuthentication with `mode: STRICT` in the root namespace. Limit exceptions to individual ports.',
  references: ['istio-security-best-practices', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  *run({ istio, mesh: { read } }): Iterable<Finding> {
    const absent = withoutMesh(istio);
    if (absent) {
      yield absent;
      return;
    }
    const mesh = istio.meshMtls;
    const invalid = invalidOnes(read.peerAuthentications);
    if (!mesh.known) {
      yield* invalid;
      if (invalid.length > 0) return;
      yield {
        verdict: 'unknown',
        message: mesh.reason,
        requires: requiresOr(mesh.requires, list('peerauthentications.security.istio.io')),
      };
      return;
    }
    const findings = [
      ...meshFault(istio, mesh.value),
      ...namespaceFaults(istio, mesh.value),
      ...exceptions(istio),
      ...bypasses(istio),
      ...keptOut(istio),
      ...patches(istio),
      ...invalid,
    ];
    yield* findings;
    if (findings.length > 0) return;
    if (istio.dataPlane !== 'ambient' && !istio.keptOut.known)
      yield {
        verdict: 'unknown',
        message: istio.keptOut.reason,
        requires: requiresOr(istio.keptOut.requires, list('configmaps')),
      };
    else if (istio.rootAssumed)
      yield {
        verdict: 'unknown',
        message: `mutual TLS is enforced mesh-wide if ${istio.rootNamespace.known ? istio.rootNamespace.value : ''} is the root namespace: neither an injector nor control plane permissions were observed`,
        requires: [
          command('istioctl x describe', { after: ', or the ConfigMap istio of the control plane in use' }),
        ],
        evidence: mesh.evidence,
      };
    else
      yield {
        verdict: 'pass',
        message: 'mutual TLS mode is STRICT mesh-wide',
        evidence: mesh.evidence,
      };
  },
});

/** The verdict for clusters without Istio, or with its API only. */
function withoutMesh({ installed, revisions, dataPlane }: IstioFacts): Finding | undefined {
  if (!installed.known)
    return {
      verdict: 'unknown',
      message: installed.reason,
      requires: requiresOr(installed.requires, listAll('pods')),
    };
  if (!installed.value)
    return { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence };
  if (revisions.length === 0 && dataPlane === 'none')
    return {
      verdict: 'unknown',
      message: 'the Istio API is registered, but no control plane and no mesh Pod is observed',
      restsOn: ['pods'],
      requires: [listAll('pods')],
      evidence: installed.evidence,
    };
  return undefined;
}

const SEVERITY: Readonly<Record<Exclude<MtlsMode, 'STRICT'>, Severity>> = {
  PERMISSIVE: 'medium',
  DISABLE: 'high',
};

/**
 * In ambient mode mutual TLS between pods of the mesh cannot be disabled
 * (https://istio.io/latest/docs/reference/config/security/peer_authentication/): there DISABLE has the effect of PERMISSIVE. Modes that
 * apply to no pod, or to pods with a sidecar, count as configured.
 */
function inEffect(mode: Exclude<MtlsMode, 'STRICT'>, ambientOnly: boolean): Exclude<MtlsMode, 'STRICT'> {
  return ambientOnly ? 'PERMISSIVE' : mode;
}

/** The mode of the mesh, once, with the namespaces that inherit it. */
function* meshFault({ meshMtls, namespaces, rootNamespace }: IstioFacts, mode: MtlsMode): Iterable<Finding> {
  if (mode === 'STRICT' || !meshMtls.known) return;
  const inheriting = namespaces.filter(
    ({ name, mtls }) =>
      !(rootNamespace.known && name === rootNamespace.value) && mtls.known && mtls.value === mode,
  );
  // Policies of single namespaces do not protect the rest of the mesh: they do not lower the severity.
  const protectedAll =
    namespaces.length > 0 && namespaces.every(({ mtls }) => mtls.known && mtls.value === 'STRICT');
  yield {
    verdict: 'fail',
    detail: `mesh ${mode}`,
    severity: SEVERITY[mode],
    message: `${mode === 'DISABLE' ? 'PeerAuthentication mode is DISABLE mesh-wide: mutual TLS is disabled' : 'PeerAuthentication mode is PERMISSIVE mesh-wide: plaintext traffic is accepted'}${
      protectedAll
        ? '; all current mesh namespaces are STRICT, but a new namespace would not be'
        : inheriting.length > 0
          ? `; this applies to ${plural(inheriting.length, 'namespace')} (${listed(inheriting.map(({ name }) => name))})`
          : ''
    }`,
    evidence: [
      ...meshMtls.evidence,
      ...few(inheriting, ({ name, podsInMesh }) =>
        observed(`namespace ${name}`, `${plural(podsInMesh, 'Pod')} in the mesh`),
      ),
    ],
  };
}

/** Namespaces that are weaker than the mesh by a policy of their own. */
function* namespaceFaults({ namespaces }: IstioFacts, mesh: MtlsMode): Iterable<Finding> {
  for (const { name, mtls, podsInMesh, ambientOnly } of namespaces) {
    if (!mtls.known || mtls.value === 'STRICT' || WEAKNESS[mtls.value] <= WEAKNESS[mesh]) continue;
    const mode = inEffect(mtls.value, ambientOnly);
    yield {
      verdict: 'fail',
      at: { kind: 'Namespace', name },
      detail: mtls.value,
      severity: SEVERITY[mode],
      message: `${mode === 'DISABLE' ? 'mutual TLS is disabled (mode DISABLE)' : 'plaintext traffic is accepted'} for ${plural(podsInMesh, 'Pod')} in the mesh`,
      evidence: mtls.evidence,
    };
  }
}

function* exceptions(istio: IstioFacts): Iterable<Finding> {
  for (const { namespace, policy, mode, port, evidence } of istio.exceptions) {
    if (mode === 'STRICT') continue;
    yield {
      verdict: 'fail',
      at: { kind: 'PeerAuthentication', namespace, name: policy },
      detail: port ?? 'workload',
      // An exception for one port is deliberate; a whole workload is more than that.
      severity: port === undefined ? SEVERITY[mode] : 'low',
      message: `${port === undefined ? 'selected workload' : `port ${port}`}: mode is ${mode}, ${mode === 'DISABLE' ? 'mutual TLS is disabled' : 'plaintext traffic is accepted'}`,
      evidence: [evidence],
    };
  }
}

/** Traffic that bypasses the sidecar or ztunnel is not authenticated. */
function* bypasses(istio: IstioFacts): Iterable<Finding> {
  for (const { workload, ports, interfaces, evidence } of istio.bypasses)
    yield {
      verdict: 'fail',
      at: workloadRef(workload),
      detail: 'bypass',
      severity: ports === undefined && interfaces === undefined ? 'medium' : 'low',
      message: `${ports !== undefined ? `port ${ports}` : interfaces !== undefined ? `traffic on interfaces ${interfaces}` : 'inbound traffic'} bypasses the proxy of the mesh and mutual TLS`,
      evidence: [evidence],
    };
}

/** The same as a default for every sidecar; ambient mode has none. */
function* keptOut({ keptOut: kept, dataPlane }: IstioFacts): Iterable<Finding> {
  if (dataPlane === 'ambient' || !kept.known) return;
  for (const { ports, evidence } of kept.value)
    yield {
      verdict: 'fail',
      detail: `kept out ${ports ?? 'all'}`,
      severity: ports === undefined ? 'medium' : 'low',
      message: `${ports === undefined ? 'inbound Pod traffic' : `Pod port ${ports}`} bypasses the sidecars and mutual TLS mesh-wide`,
      evidence: [evidence],
    };
}

/** An EnvoyFilter may remove what the policies require; its patches are not collected. */
function* patches(istio: IstioFacts): Iterable<Finding> {
  for (const { namespace, name, evidence } of istio.patches)
    yield {
      verdict: 'unknown',
      at: { kind: 'EnvoyFilter', namespace, name },
      message:
        'listeners or filter chains of sidecars are modified: unknown whether mutual TLS is still enforced',
      requires: [
        command(`kubectl -n ${namespace} get envoyfilter ${name} -o yaml`),
        command('istioctl proxy-config listeners POD'),
      ],
      evidence: [evidence],
    };
}
