import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** The pods that a policy selects. */
export type PolicySubject = Infer<typeof subject>;

const subjectFields = {
  /** Selector for namespaces; absent = the policy's own. */
  namespaces: optional(list(text)),
  /** Selector for pods in them; absent = every pod. */
  pods: optional(list(text)),
  /** It has further conditions that are not kept: it may select fewer pods, or others. */
  unread: optional(flag),
};

const subject = object(subjectFields);

/** The other end of a connection: pods, nodes, addresses or a class of them. */
export type TrafficPeer = Infer<typeof trafficPeer>;

const trafficPeer = object({
  ...subjectFields,
  /** Calico: its selector selects network sets without a namespace, `also` or `only`. */
  globalSets: optional(oneOf('also', 'only')),
  /** CIDR; then selectors are absent. */
  block: optional(text),
  /** CIDRs excluded from the block. */
  except: optional(list(text)),
  /** The block matches only addresses outside the cluster. */
  outside: optional(flag),
  /** `all`: every address; `cluster`: every pod and node; `world`: every address outside the cluster; `nodes`: every node. */
  entity: optional(oneOf('all', 'cluster', 'world', 'nodes')),
  /** Selector for nodes; then the other selectors are absent. */
  nodes: optional(list(text)),
});

export type TrafficRule = Infer<typeof trafficRule>;

const trafficRule = object({
  action: oneOf('allow', 'deny', 'pass'),
  /** Senders, or receivers in `outgoing`, any of which matches; absent = everyone. */
  from: optional(list(trafficPeer)),
  /** TCP ports of the receiver, `80`, `8000-8100` or a name; absent = every port of every protocol. */
  ports: optional(list(text)),
  /** Ports of other protocols beside `ports`: `UDP/53`, `SCTP/1-65535`, `UDP/NAME`. */
  others: optional(list(text)),
  /** The receiving pods, where a rule has its own (Antrea); absent = those of its section. */
  to: optional(list(subject)),
});

/** Pods, and the traffic that is allowed to them, or from them in `outgoing`. */
export type PolicySection = Infer<typeof section>;

const section = object({
  /** The pods that any of these selects. */
  subjects: list(subject),
  /** Traffic to these pods that no rule allows is denied. */
  isolates: flag,
  /** In the order of evaluation. */
  rules: list(trafficRule),
});

/**
 * Policies that limit traffic, of Kubernetes itself and of pod networks, in one form. A selector is a list of requirements as text, all of
 * which must match: `key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`, `key DoesNotExist`; an empty list selects everything. Keys
 * that begin with `@` are no labels: `@namespace` and `@serviceaccount` of the pod, `@namespace/KEY` for a label of its namespace,
 * `@orchestrator` for Calico's label of pods, `k8s`.
 */
export type NetworkPolicyRecord = Infer<typeof networkPolicy>;

export const networkPolicy = object({
  namespace: optional(text),
  name: text,
  /** NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, GlobalNetworkPolicy, AdminNetworkPolicy ... */
  kind: text,
  /** It has rules for traffic to the selected pods; `egress`: for traffic from them. */
  ingress: flag,
  egress: flag,
  /** Tier of Calico and Antrea; `Admin` or `Baseline` of the policy working group's kinds. */
  tier: optional(text),
  /** Order or priority within the tier; lower ones are evaluated first. */
  order: optional(number),
  /** NetworkPolicy of Kubernetes: directions with rules that `policyTypes` does not name. */
  idle: optional(list(oneOf('ingress', 'egress'))),
  /** NetworkPolicy of Kubernetes, in a manifest: `policyTypes` is not set. */
  typesUnset: optional(flag),
  /** Ranges of ports that contain no port, `endPort 80 below port 443`. */
  emptyRanges: optional(list(text)),
  /** NetworkPolicy of Kubernetes: the pods whose outgoing traffic it limits, and whether a rule admits most addresses on every port. */
  egressOf: optional(object({ pods: list(text), open: flag })),
  /** Its effect on incoming traffic; absent = not kept (older snapshots). */
  sections: optional(list(section)),
  /** Its effect on outgoing traffic; absent = not kept (older snapshots), nor are rules about protocols other than TCP. */
  outgoing: optional(list(section)),
});
