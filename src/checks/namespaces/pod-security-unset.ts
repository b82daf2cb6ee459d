import { command, controlPlaneFile, onControlPlaneHost, see } from '../../shared/requirement.ts';
import {
  autopilotNode,
  engineWebhook,
  podSecurityReleases,
  policyEngines,
  withoutDefaultLevel,
} from '../../data/pod-security.ts';
import { labelOf } from '../../model/selectors.ts';
import { LIST_NODES, SHOW_FLAGS } from '../../model/requirements.ts';
import type { NamespaceFacts, NodeFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, requiresOr, whoseNamespace } from '../helpers/objects.ts';
import { actsOnLabels, withoutExemptions } from '../helpers/pod-security-admission.ts';

const LABEL = 'pod-security.kubernetes.io/enforce';

export default defineCheck({
  id: 'namespaces/pod-security-unset',
  title: 'Pod Security admission not enforced',
  control: 'Pod Security admission',
  severity: 'medium',
  why: 'Any user with permission to create Pods can run a privileged Pod or mount the host file system. Deployment permissions then lead to control of the node, and often of the cluster.',
  remediation:
    'Set the namespace label `pod-security.kubernetes.io/enforce=baseline`, or `restricted` where workloads comply. Test first with the `warn` and `audit` labels.',
  references: ['CIS 5.2.1', 'NSA Pod security enforcement', 'K01', 'pod-security-admission'],
  peerChecks: [155, 240],
  needs: ['namespaces', 'workloads'],
  uses: ['addons', 'cluster', 'controlPlane', 'extensions', 'nodes', 'podAdmissionPolicies'],
  *run({ namespaces, cluster, controlPlane, nodes, ...rest }): Iterable<Finding> {
    const living = namespaces.filter(({ system, record }) => !system && record.phase !== 'Terminating');
    const own = living.filter(({ unclear }) => !unclear);
    const elsewhere = otherAdmissionPolicy({ cluster, controlPlane, nodes }, living.length);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    for (const namespace of living) if (namespace.unclear) yield whoseNamespace(namespace);
    const unset = own.filter((namespace) => levelOf(namespace) === undefined);
    const fallback = defaultLevel({ cluster, controlPlane, nodes, ...rest });
    if (unset.length > 0 && !fallback.known)
      yield {
        verdict: 'unknown',
        message: `${plural(unset.length, 'namespace')} (${listed(unset.map(({ name }) => name))}) without an enforce label; ${fallback.reason}`,
        requires: fallback.requires,
      };
    const effective = effect({ cluster, controlPlane });
    for (const namespace of own) {
      const level = levelOf(namespace);
      if (level !== undefined) yield labelled(namespace, level, effective);
      else if (fallback.known) yield unlabelled(namespace, fallback.evidence);
    }
  },
});

type PodSecurityControllers = Pick<
  CheckParts,
  'addons' | 'cluster' | 'controlPlane' | 'extensions' | 'nodes' | 'podAdmissionPolicies'
>;

/** Cases in which the labels decide nothing, or there is nothing to evaluate. */
function otherAdmissionPolicy(
  { cluster, controlPlane, nodes }: Pick<PodSecurityControllers, 'cluster' | 'controlPlane' | 'nodes'>,
  count: number,
): Finding | undefined {
  if (cluster.distribution.known && cluster.distribution.value.id === 'openshift')
    return {
      verdict: 'not-applicable',
      message: 'OpenShift enforces security context constraints instead',
      evidence: cluster.distribution.evidence,
    };
  if (isGke(cluster) && nodes.length > 0 && nodes.every(isAutopilot))
    return {
      verdict: 'not-applicable',
      message:
        'GKE Autopilot rejects privileged Pods, hostPath and hostNetwork, except for allowlisted workloads',
      evidence: [
        ...few(nodes.slice(0, 3), ({ name }) => observed(`node ${name}`, 'name of an Autopilot node (gk3-)')),
        {
          source: 'provider',
          confidence: 'documented',
          location: 'Google GKE documentation',
          value: 'security constraints of Autopilot',
        },
      ],
    };
  const acts = actsOnLabels({ cluster, controlPlane });
  if (acts.known && !acts.value) return pluginOff({ cluster, controlPlane }, acts.evidence);
  return count > 0
    ? undefined
    : {
        verdict: 'not-applicable',
        message: 'no namespaces other than system namespaces',
        evidence: [observed('namespaces', 'system namespaces only')],
      };
}

/** Before 1.25 another plugin had the same purpose, with its own policies and RBAC for the level. */
function pluginOff(
  { controlPlane }: Pick<PodSecurityControllers, 'cluster' | 'controlPlane'>,
  evidence: readonly Evidence[],
): Finding {
  const { apiServer } = controlPlane;
  const [oldest] = apiServer.versions;
  const old = oldest === undefined || oldest.minor < podSecurityReleases.always;
  const former = old ? apiServer.admission('PodSecurityPolicy') : undefined;
  if (former && (!former.known || former.value))
    return {
      verdict: 'unknown',
      message: `Pod Security labels have no effect; ${former.known ? 'PodSecurityPolicy is enabled, but its policies are not evaluated' : `unknown whether PodSecurityPolicy is enabled: ${former.reason}`}`,
      requires: former.known ? [command('kubectl get podsecuritypolicies')] : former.requires,
      evidence,
    };
  return {
    verdict: 'fail',
    detail: 'plugin-off',
    severity: 'high',
    message: 'Pod Security admission is disabled: namespace labels have no effect',
    evidence,
  };
}

/** The label of the namespace; an empty level is an invalid one. */
function levelOf({ record }: NamespaceFacts): string | undefined {
  return labelOf(record.labels, LABEL);
}

/** Whether labels are enforced for every pod. */
function effect(parts: Pick<PodSecurityControllers, 'cluster' | 'controlPlane'>): Known<boolean> {
  const acts = actsOnLabels(parts);
  return acts.known ? withoutExemptions(parts) : acts;
}

function isGke({ distribution }: CheckParts['cluster']): boolean {
  return distribution.known && distribution.value.id === 'gke';
}

function isAutopilot({ name }: NodeFacts): boolean {
  return autopilotNode.test(name);
}

/** Whether an absent label certainly means the level privileged. `value` is that level. */
function defaultLevel({
  addons,
  cluster,
  controlPlane,
  extensions,
  nodes,
  podAdmissionPolicies,
}: PodSecurityControllers): Known<'privileged'> {
  const running = addons.find(({ id, trusted }) => policyEngines.includes(id) && trusted.length > 0);
  const hook = extensions.webhooks
    .flatMap(({ webhooks }) => webhooks)
    .find(({ name }) => engineWebhook.test(name));
  const engine = running?.name ?? hook?.name;
  if (engine !== undefined)
    return unknown(
      `${engine} may enforce the same with its own policies, which are not evaluated`,
      see(`review the policies of ${engine}`),
    );
  if (podAdmissionPolicies.length > 0)
    return unknown(
      `${listed(podAdmissionPolicies)} of kind ValidatingAdmissionPolicy may reject privileged Pods; the expressions are not evaluated`,
      ...podAdmissionPolicies.map((name) => command(`kubectl get validatingadmissionpolicy ${name} -o yaml`)),
    );
  const file = controlPlane.apiServer.flag('admission-control-config-file');
  if (file.known) {
    const set = file.observations.find(({ value }) => value !== '');
    if (set)
      return unknown(
        `the cluster-wide default in ${set.value} is not observable`,
        controlPlaneFile(set.value),
      );
    if (file.uncollected === 0)
      return known('privileged', ...file.observations.map(({ evidence }) => evidence));
  }
  if (isGke(cluster) && nodes.length === 0)
    return unknown(
      'nodes are not observed: unknown whether this is GKE Autopilot, which enforces its own restrictions',
      LIST_NODES,
    );
  const { distribution, managed } = cluster;
  if (managed.known && managed.value && distribution.known && withoutDefaultLevel.has(distribution.value.id))
    return known('privileged', {
      source: 'provider',
      confidence: 'documented',
      location: `${distribution.value.name} documentation`,
      value: 'no cluster-wide Pod Security level',
    });
  return unknown(
    'unknown whether kube-apiserver has a cluster-wide default',
    ...(file.known ? SHOW_FLAGS : file.requires),
  );
}

function labelled(namespace: NamespaceFacts, level: string, effective: Known<boolean>): Finding {
  const at = { kind: 'Namespace', name: namespace.name };
  const evidence = [observed(`namespace ${namespace.name}`, `${LABEL}=${level}`)];
  if (level === 'baseline' || level === 'restricted')
    return effective.known
      ? {
          verdict: 'pass',
          at,
          message: `enforce level is ${level}`,
          evidence: [...evidence, ...effective.evidence.slice(0, 1)],
        }
      : {
          verdict: 'unknown',
          at,
          message: `enforce level is ${level}; unknown whether it applies to every Pod: ${effective.reason}`,
          requires: requiresOr(
            effective.requires,
            onControlPlaneHost('review --enable-admission-plugins on the control plane node'),
          ),
          evidence,
        };
  if (level === 'privileged')
    return {
      verdict: 'fail',
      at,
      detail: 'privileged',
      severity: 'low',
      message: 'enforce level is privileged: every Pod is admitted',
      evidence,
    };
  return {
    verdict: 'unknown',
    at,
    message: `enforce level is "${level}", which is not a Pod Security level`,
    requires: [command(`kubectl label --overwrite namespace ${namespace.name} ${LABEL}=baseline`)],
    evidence,
  };
}

function unlabelled({ name, pods }: NamespaceFacts, evidence: readonly Evidence[]): Finding {
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name },
    restsOn: ['pods'],
    // A policy engine with the same purpose would be visible as pods or as webhooks.
    restsOnOneOf: ['pods', 'webhooks'],
    // Nothing runs there yet: the missing label is a precaution.
    ...(pods.length === 0 && { severity: 'low' as const }),
    message: 'label pod-security.kubernetes.io/enforce is not set: every Pod is admitted',
    evidence: [
      observed(`namespace ${name}`, `no label ${LABEL}, ${plural(pods.length, 'Pod')}`),
      ...evidence,
    ],
  };
}
