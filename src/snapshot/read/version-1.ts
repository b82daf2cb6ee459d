import { autoscalerKinds } from '../../data/autoscalers.ts';
import { customKind } from '../project/custom.ts';

/** Names of version 1 that changed in version 2. */
const STATUSES: Readonly<Record<string, string>> = {
  forbidden: 'permission-denied',
  absent: 'unavailable',
  failed: 'collection-failed',
};
/** A field of containers. Quotes inside of a JSON string are escaped, so this text is always a field name. */
const ADMIN = { before: '"adminUnseen":', now: '"adminUncollected":' };

type Content = Readonly<Record<string, unknown>>;
type Line = { readonly t?: unknown; readonly d?: unknown };

/** A line of a version 1 snapshot with the names of version 2; `text` is the original line. */
export function upgradeLine(line: Line, text: string): Line {
  const { t: type, d: content } = text.includes(ADMIN.before)
    ? (JSON.parse(text.replaceAll(ADMIN.before, ADMIN.now)) as Line)
    : line;
  if (typeof content !== 'object' || content === null) return line;
  if (type === 'outcome') return { t: type, d: upgradeOutcome(content as Content) };
  if (type === 'kubelet') return { t: type, d: withStatus(content as Content, 'state') };
  return { t: type === 'right' ? 'permission' : type, d: content };
}

function upgradeOutcome({ asked, ...outcome }: Content): Content {
  return {
    ...withStatus(outcome, 'status'),
    ...(asked !== undefined && { requested: asked }),
    ...(outcome['collector'] === 'rights' && { collector: 'permissions' }),
  };
}

function withStatus(content: Content, field: string): Content {
  const status = STATUSES[String(content[field])];
  return status === undefined ? content : { ...content, [field]: status };
}

/** Custom kinds of which version 1 kept fields; of any other it kept the name only. Their groups, where it kept them for all kinds of one. */
const KEPT: ReadonlySet<string> = new Set([
  'security.istio.io/PeerAuthentication',
  'networking.istio.io/EnvoyFilter',
  'cilium.io/CiliumNodeConfig',
  'projectcalico.org/NetworkSet',
  'projectcalico.org/GlobalNetworkSet',
  'crd.projectcalico.org/NetworkSet',
  'crd.projectcalico.org/GlobalNetworkSet',
  'config.openshift.io/Infrastructure',
  'config.openshift.io/APIServer',
  'operator.openshift.io',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'k3s.cattle.io/ETCDSnapshotFile',
  'policy/PodDisruptionBudget',
  'postgresql.cnpg.io/Cluster',
  'node.k8s.io/RuntimeClass',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  ...autoscalerKinds.map(({ of }) => of),
]);

/**
 * Whether a custom record of version 1 lacks fields that are kept now: without them it would read as an object that sets nothing. Such a
 * record is dropped, and its collector is incomplete.
 */
export function lacksFields({ group, kind }: { group: string; kind: string }): boolean {
  const now = customKind(group, kind);
  const hasFields = (now?.spec ?? now?.status ?? now?.top) !== undefined;
  return hasFields && !KEPT.has(group) && !KEPT.has(`${group}/${kind}`);
}
