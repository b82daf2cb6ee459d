import { WEAKNESS } from '../../addons/istio/mtls.ts';
import type { IstioFacts, MtlsMode } from '../../addons/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, settleOr, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/mtls-permissive',
  title: 'Workloads of the mesh accept traffic without mutual TLS',
  severity: 'medium',
  why: 'In permissive mode the mesh encrypts when it can and takes plain text when it cannot. Any pod, in the mesh or not, may then talk to the workload without proving who it is, and rules on identities do not hold it back.',
  fix: 'Move all clients into the mesh, then create a PeerAuthentication with mode STRICT in the root namespace; keep exceptions to single ports.',
  references: [
    {
      framework: 'docs',
      id: 'Istio security best practices',
      url: 'https://istio.io/latest/docs/ops/best-practices/security/',
    },
    { framework: 'OWASP K8s 2025', id: 'K05' },
  ],
  needs: [],
  uses: ['istio'],
  *run({ istio }): Iterable<Finding> {
    const absent = withoutMesh(istio);
    if (absent) {
      yield absent;
      return;
    }
    const mesh = istio.meshMtls;
    if (!mesh.known) {
      yield {
        verdict: 'unknown',
        message: mesh.reason,
        settle: settleOr(mesh.settle, 'list peerauthentications.security.istio.io'),
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
    ];
    yield* findings;
    if (findings.length > 0) return;
    if (istio.dataPlane !== 'ambient' && !istio.keptOut.known)
      yield {
        verdict: 'unknown',
        message: istio.keptOut.reason,
        settle: settleOr(istio.keptOut.settle, 'list configmaps'),
      };
    else if (istio.rootAssumed)
      yield {
        verdict: 'unknown',
        message: `mutual TLS is demanded in the whole mesh, if ${istio.rootNamespace.known ? istio.rootNamespace.value : ''} is its root namespace: neither an injector nor rights of a control plane were seen`,
        settle: ['istioctl x describe, or the ConfigMap istio of the control plane in use'],
        evidence: mesh.evidence,
      };
    else
      yield {
        verdict: 'pass',
        message: 'mutual TLS is demanded in the whole mesh',
        evidence: mesh.evidence,
      };
  },
});

/** A verdict for clusters without Istio, or with nothing of it but its API. */
function withoutMesh({ installed, revisions, dataPlane }: IstioFacts): Finding | undefined {
  if (!installed.known)
    return {
      verdict: 'unknown',
      message: installed.reason,
      settle: settleOr(installed.settle, 'list pods in all namespaces'),
    };
  if (!installed.value)
    return { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence };
  if (revisions.length === 0 && dataPlane === 'none')
    return {
      verdict: 'unknown',
      message: 'the API of Istio is there, but neither a control plane nor a pod in the mesh was seen',
      restsOn: ['pods'],
      settle: ['list pods in all namespaces'],
      evidence: installed.evidence,
    };
  return undefined;
}

const SEVERITY: Readonly<Record<Exclude<MtlsMode, 'STRICT'>, Severity>> = {
  PERMISSIVE: 'medium',
  DISABLE: 'high',
};

/**
 * In ambient mode nobody can switch mutual TLS off between pods of the mesh (https://istio.io/latest/docs/reference/config/security/peer_authentication/):
 * there it comes to the same as to take both. What is said of no pod, or of pods with a sidecar, counts as it is written.
 */
function inEffect(mode: Exclude<MtlsMode, 'STRICT'>, ambientOnly: boolean): Exclude<MtlsMode, 'STRICT'> {
  return ambientOnly ? 'PERMISSIVE' : mode;
}

/** The mesh's own mode, once, with the namespaces that live by it. */
function* meshFault({ meshMtls, namespaces, rootNamespace }: IstioFacts, mode: MtlsMode): Iterable<Finding> {
  if (mode === 'STRICT' || !meshMtls.known) return;
  const inheriting = namespaces.filter(
    ({ name, mtls }) =>
      !(rootNamespace.known && name === rootNamespace.value) && mtls.known && mtls.value === mode,
  );
  // Policies of teams make their namespaces strict, and the mesh no less open: what they write lowers nothing.
  const protectedAll =
    namespaces.length > 0 && namespaces.every(({ mtls }) => mtls.known && mtls.value === 'STRICT');
  yield {
    verdict: 'fail',
    detail: `mesh ${mode}`,
    severity: SEVERITY[mode],
    message: `${mode === 'DISABLE' ? 'mutual TLS is switched off in the mesh' : 'the mesh takes traffic without mutual TLS'}${
      protectedAll
        ? '; all namespaces with pods in it are STRICT by themselves, a new one will not be'
        : inheriting.length > 0
          ? `: ${plural(inheriting.length, 'namespace')} (${listed(inheriting.map(({ name }) => name))})`
          : ''
    }`,
    evidence: [
      ...meshMtls.evidence,
      ...few(inheriting, ({ name, podsInMesh }) =>
        observed(`namespace ${name}`, `${plural(podsInMesh, 'pod')} in the mesh`),
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
      message: `${mode === 'DISABLE' ? 'mutual TLS is switched off' : 'traffic without mutual TLS is taken'} for ${plural(podsInMesh, 'pod')} in the mesh`,
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
      // A hole for one port is a decision; a whole workload is more than that.
      severity: port === undefined ? SEVERITY[mode] : 'low',
      message: `${port === undefined ? 'the workload that it selects' : `port ${port}`} takes traffic without mutual TLS (${mode})`,
      evidence: [evidence],
    };
  }
}

/** What never passes through the sidecar or ztunnel is asked for nothing. */
function* bypasses(istio: IstioFacts): Iterable<Finding> {
  for (const { workload, ports, interfaces, evidence } of istio.bypasses)
    yield {
      verdict: 'fail',
      at: workloadRef(workload),
      detail: 'bypass',
      severity: ports === undefined && interfaces === undefined ? 'medium' : 'low',
      message: `${ports !== undefined ? `port ${ports}` : interfaces !== undefined ? `traffic by the interfaces ${interfaces}` : 'traffic to it'} bypasses the proxy of the mesh, and so mutual TLS`,
      evidence: [evidence],
    };
}

/** The same for every sidecar that does not say otherwise; ambient mode has none. */
function* keptOut({ keptOut: kept, dataPlane }: IstioFacts): Iterable<Finding> {
  if (dataPlane === 'ambient' || !kept.known) return;
  for (const { ports, evidence } of kept.value)
    yield {
      verdict: 'fail',
      detail: `kept out ${ports ?? 'all'}`,
      severity: ports === undefined ? 'medium' : 'low',
      message: `${ports === undefined ? 'traffic to pods' : `port ${ports} of pods`} bypasses their sidecars, and so mutual TLS, in the whole mesh`,
      evidence: [evidence],
    };
}

/** What istiod would demand by the policies, a patch may take away; the patches themselves are not read. */
function* patches(istio: IstioFacts): Iterable<Finding> {
  for (const { namespace, name, evidence } of istio.patches)
    yield {
      verdict: 'unknown',
      at: { kind: 'EnvoyFilter', namespace, name },
      message:
        'it changes listeners or filter chains of sidecars: whether they still demand mutual TLS is not known',
      settle: [
        `kubectl -n ${namespace} get envoyfilter ${name} -o yaml`,
        'istioctl proxy-config listeners POD',
      ],
      evidence: [evidence],
    };
}
