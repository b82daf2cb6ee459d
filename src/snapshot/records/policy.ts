/**
 * Policies that limit traffic, of Kubernetes itself and of pod networks, in one form. A selector is a list of requirements as text, all of
 * which must hold: `key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`, `key DoesNotExist`; an empty list picks everything. Keys that begin
 * with `@` are no labels: `@namespace` and `@serviceaccount` of the pod, `@namespace/KEY` for a label of its namespace, `@orchestrator` for Calico's mark of
 * pods, `k8s`.
 */
export interface NetworkPolicyRecord {
  namespace?: string;
  name: string;
  /** NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, GlobalNetworkPolicy, AdminNetworkPolicy ... */
  kind: string;
  /** It says something about traffic to the pods that it picks; `egress`: about traffic from them. */
  ingress: boolean;
  egress: boolean;
  /** Tier of Calico and Antrea; `Admin` or `Baseline` of the policy working group's kinds. */
  tier?: string;
  /** Order or priority within the tier; lower ones are evaluated first. */
  order?: number;
  /** What it does to incoming traffic; absent = not kept (older snapshots). */
  sections?: readonly PolicySection[];
}

/** Pods, and what may reach them. */
export interface PolicySection {
  /** The pods that any of these picks. */
  subjects: readonly PolicySubject[];
  /** What no rule admits to these pods is refused. */
  isolates: boolean;
  /** In the order of evaluation. */
  rules: readonly TrafficRule[];
}

/** Which pods a policy is about. */
export interface PolicySubject {
  /** Selector for namespaces; absent = the policy's own. */
  namespaces?: readonly string[];
  /** Selector for pods in them; absent = every pod. */
  pods?: readonly string[];
  /** There are further conditions that are not kept: perhaps it picks fewer pods, or others. */
  unread?: boolean;
}

export interface TrafficRule {
  action: 'allow' | 'deny' | 'pass';
  /** Senders, any of which matches; absent = every sender. */
  from?: readonly TrafficPeer[];
  /** TCP ports of the receiving pods, `80` or `8000-8100`; absent = every port. Rules about other protocols alone are not kept. */
  ports?: readonly string[];
  /** The pods that it is about, where each rule says so itself (Antrea); absent = those of its section. */
  to?: readonly PolicySubject[];
}

/** Senders: pods, addresses or a class of both. */
export interface TrafficPeer extends PolicySubject {
  /** Calico: its selector picks sets of addresses that belong to no namespace, `also` or `only`. */
  globalSets?: 'also' | 'only';
  /** CIDR; then selectors are absent. */
  block?: string;
  /** CIDRs taken out of the block. */
  except?: readonly string[];
  /** The block means addresses outside the cluster alone. */
  outside?: boolean;
  /** `all`: everybody; `cluster`: every pod; `world`: everybody outside the cluster. */
  entity?: 'all' | 'cluster' | 'world';
}
