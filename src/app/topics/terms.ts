import type { Confidence, Witness } from '../../shared/evidence.ts';
import type { VerdictKind } from '../../result/types.ts';

interface Page {
  title: string;
  body: string;
}

export const VERDICTS: Readonly<Record<VerdictKind, Page>> = {
  fail: {
    title: 'The fault is there',
    body: 'Evidence shows it, and the verdict names that evidence. It counts for `--fail-on` from its severity upwards, unless a waiver accepts it or a baseline knows it. What the evidence can be read in two ways is never a fail.',
  },
  pass: {
    title: 'It was looked at, all of it, and the fault is not there',
    body: 'A pass needs complete evidence: every list that the check rests on was read to its end, every replica that runs was seen, or a provider documents it. An empty list that was refused, cut off or limited by `-n` proves nothing.',
  },
  unknown: {
    title: 'It cannot be known from here',
    body: 'The verdict says why, and what would settle it: a right, a flag of this tool, or a command on the machine. It never counts as pass. `check --require-complete` ends with exit code 3 when there are any. `kubectl archmap rbac --what-is-missing` prints the rights that you lack. The reasons are explained one by one: `kubectl archmap explain` lists them.',
  },
  'not-applicable': {
    title: 'The question does not arise here',
    body: 'The cluster has nothing that the check is about: no Ingress, no Istio, one control-plane node where the check is about several. It is said only where that is known; a kind that could not be listed makes the verdict unknown.',
  },
  error: {
    title: 'The check itself broke',
    body: 'A fault of this tool, told as such. It never counts as pass; the other checks go on. Run again with `-v 9` and report what it says.',
  },
};

/** Why a verdict is unknown, or a part of the picture dark. */
export const REASONS: Readonly<Record<string, Page>> = {
  forbidden: {
    title: 'You may not read it',
    body: 'The API server answered 401 or 403. Only the verdicts that need this evidence are unknown. `kubectl archmap rbac > role.yaml` prints the least ClusterRole; with `--what-is-missing` it prints what you lack of it.',
  },
  absent: {
    title: 'The cluster does not serve it, or the input does not hold it',
    body: 'The API is not installed, the release has no such path, or it was not asked for (`kubelets` without `--kubelet`). With `--from`, files hold what they hold: manifests have no `/flagz`.',
  },
  partial: {
    title: 'Only some of it came',
    body: 'A namespace only (`-n`, or rights in one namespace), one page of a list lost, one kind of several refused, or files that need not be all (`explain files`). What was found stands; that something is missing cannot be said.',
  },
  failed: {
    title: 'Something broke on the way',
    body: 'A timeout, a connection that was cut, an answer that cannot be read. What came until then stays. Run it again; `--timeout` gives it longer.',
  },
  sampled: {
    title: 'Not every replica was seen',
    body: '`/flagz`, `/metrics` and the certificate are answered by one API server of several. They are asked over new connections until as many answered as hold a live lease. "1 of 3 API servers seen" means that the other two may differ.',
  },
  intent: {
    title: 'Only the intent is known, not what runs',
    body: 'kubeadm-config and its like say what somebody wanted when the cluster was made. What runs today shows in `/flagz` or in the pod. Intent alone never passes, and it fails only where the pods agree.',
  },
  hidden: {
    title: 'The component cannot be looked into',
    body: 'Its pod is not in the API, as on managed control planes and with static pods that are hidden, and `/flagz` does not tell or may not be read. Where the provider documents the answer, the verdict says so and names the page.',
  },
  'not-asked': {
    title: 'It was not asked, on purpose',
    body: 'Kubelets tell their configuration through the node proxy alone, and the right for that is a dangerous one, so `--kubelet` has to be given. Nothing is tried that could change something, lock somebody out or look like an attack.',
  },
  young: {
    title: 'It has not run long enough',
    body: 'Counters of a component that was started less than ten minutes ago are zero because nothing happened yet. Run it again later.',
  },
  dated: {
    title: 'The table is older than the cluster',
    body: 'Support windows, announced removals and known holes come from tables with a date. A release that the table does not know is unknown, never fine. Update kubectl-archmap, or look at the advisories that the verdict names.',
  },
  outside: {
    title: 'It lies outside the Kubernetes API',
    body: 'Files on nodes, the cloud account, firewalls, the network before the cluster, people. The verdict names a command or whom to ask. The catalogue lists such questions as `needs ...` so that nobody thinks they were answered.',
  },
};

/** How sure a piece of evidence is. */
export const CONFIDENCES: Readonly<Record<Confidence, Page>> = {
  observed: {
    title: 'Seen in the cluster',
    body: 'The running thing said so itself: an answer, an object, a flag of a running pod.',
  },
  default: {
    title: 'The default of that release',
    body: 'The flag is not given, all flags are known, and the default of that release is known. Defaults changed between releases; the table of them has sources.',
  },
  inferred: {
    title: 'It follows from something else that was seen',
    body: 'For instance from what an operator rolls out, or from how the API behaves. The evidence names what it follows from.',
  },
  documented: {
    title: 'The provider promises it',
    body: 'Documentation of a managed offering says so, with a link and a date. It is believed for what the provider runs, never for what you configure.',
  },
};

/** Who says it. */
export const WITNESSES: Readonly<Record<Witness, Page>> = {
  flagz: {
    title: '`/flagz`: the effective flags of a component',
    body: 'From Kubernetes 1.36, or with the gate ComponentFlagz. The best witness there is: what the process really runs with, defaults filled in.',
  },
  configz: {
    title: '`/configz`: the effective configuration of a kubelet',
    body: 'Through the node proxy, with `--kubelet` only.',
  },
  pod: {
    title: 'The pod of a component',
    body: 'Command and arguments of the mirror pod, read as Go reads flags: the last one counts, `_` is `-`, a boolean needs no value. Configuration files that it names are not in it.',
  },
  'node-annotation': {
    title: 'Annotations of a node',
    body: 'k3s and RKE2 write their arguments there. They are of the last start.',
  },
  configmap: {
    title: 'A ConfigMap',
    body: 'kubeadm-config, kubelet-config and their like: intent, which never decides alone. What the operator of OpenShift rolls out does, as `inferred`.',
  },
  metrics: {
    title: '`/metrics` of an API server',
    body: 'Read as a stream of which only the wanted families are kept: what was encrypted, which APIs are still asked for, how often tokens of old kinds were used, how large the database is.',
  },
  health: {
    title: '`/readyz` and `/livez`, with every single check',
    body: 'They tell which parts of an API server are in order, and by their names which are configured: a KMS, an authentication webhook.',
  },
  probe: {
    title: 'A request without credentials',
    body: 'What a stranger gets from the API server, over a connection of its own: discovery, health, nothing else. It is not sent when a proxy adds credentials.',
  },
  lease: {
    title: 'Leases',
    body: 'Which API servers run, who leads, whether nodes still report. Managed clusters show them too.',
  },
  object: {
    title: 'An object of the API',
    body: 'Any other object: Services, roles, webhooks, custom resources.',
  },
  endpoint: {
    title: 'The address of the API server',
    body: 'DNS and the TLS handshake: addresses, certificate, protocol versions that are offered.',
  },
  version: { title: '`/version`', body: 'Of the API server; providers leave their mark in it.' },
  discovery: { title: 'Discovery', body: 'Which APIs are served, and which of them does not answer.' },
  provider: { title: "A provider's documentation", body: 'Dated data with links, in src/data.' },
  data: {
    title: 'Dated tables',
    body: 'Support windows, known holes, announced removals: src/data, with sources.',
  },
};
