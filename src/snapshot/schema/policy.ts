import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** Which pods a policy is about. */
export type PolicySubject = Infer<typeof subject>;

const subjectFields = {
  /** Selector for namespaces; absent = the policy's own. */
  namespaces: optional(list(text)),
  /** Selector for pods in them; absent = every pod. */
  pods: optional(list(text)),
  /** There are further conditions that are not kept: perhaps it picks fewer pods, or others. */
  unread: optional(flag),
};

const subject = object(subjectFields);

/** Senders: pods, addresses or a class of both. */
export type TrafficPeer = Infer<typeof trafficPeer>;

const trafficPeer = object({
  ...subjectFields,
  /** Calico: its selector picks sets of addresses that belong to no namespace, `also` or `only`. */
  globalSets: optional(oneOf('also', 'only')),
  /** CIDR; then selectors are absent. */
  block: optional(text),
  /** CIDRs taken out of the block. */
  except: optional(list(text)),
  /** The block means addresses outside the cluster alone. */
  outside: optional(flag),
  /** `all`: everybody; `cluster`: every pod; `world`: everybody outside the cluster. */
  entity: optional(oneOf('all', 'cluster', 'world')),
});

export type TrafficRule = Infer<typeof trafficRule>;

const trafficRule = object({
  action: oneOf('allow', 'deny', 'pass'),
  /** Senders, any of which matches; absent = every sender. */
  from: optional(list(trafficPeer)),
  /** TCP ports of the receiving pods, `80` or `8000-8100`; absent = every port. Rules about other protocols alone are not kept. */
  ports: optional(list(text)),
  /** The pods that it is about, where each rule says so itself (Antrea); absent = those of its section. */
  to: optional(list(subject)),
});

/** Pods, and what may reach them. */
export type PolicySection = Infer<typeof section>;

const section = object({
  /** The pods that any of these picks. */
  subjects: list(subject),
  /** What no rule admits to these pods is refused. */
  isolates: flag,
  /** In the order of evaluation. */
  rules: list(trafficRule),
});

/**
 * Policies that limit traffic, of Kubernetes itself and of pod networks, in one form. A selector is a list of requirements as text, all of
 * which must hold: `key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`, `key DoesNotExist`; an empty list picks everything. Keys that begin
 * with `@` are no labels: `@namespace` and `@serviceaccount` of the pod, `@namespace/KEY` for a label of its namespace, `@orchestrator` for Calico's mark of
 * pods, `k8s`.
 */
export type NetworkPolicyRecord = Infer<typeof networkPolicy>;

export const networkPolicy = object({
  namespace: optional(text),
  name: text,
  /** NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, GlobalNetworkPolicy, AdminNetworkPolicy ... */
  kind: text,
  /** It says something about traffic to the pods that it picks; `egress`: about traffic from them. */
  ingress: flag,
  egress: flag,
  /** Tier of Calico and Antrea; `Admin` or `Baseline` of the policy working group's kinds. */
  tier: optional(text),
  /** Order or priority within the tier; lower ones are evaluated first. */
  order: optional(number),
  /** What it does to incoming traffic; absent = not kept (older snapshots). */
  sections: optional(list(section)),
});
