import type { Confidence, EvidenceSource } from '../../shared/evidence.ts';
import type { VerdictKind } from '../../result/types.ts';

interface Page {
  title: string;
  body: string;
}

export const VERDICTS: Readonly<Record<VerdictKind, Page>> = {
  fail: {
    title: 'Failed',
    body: 'The evidence shows the risk on an object, and the result lists that evidence. It counts for `--fail-on` at its severity, unless a waiver accepts it or the baseline contains it. Ambiguous evidence never fails a check.',
  },
  pass: {
    title: 'Passed with complete evidence',
    body: 'A pass requires complete evidence: every required list is complete, every running replica was observed, or the provider documents the setting. An empty list proves nothing if permission was denied, the list is incomplete, or `-n` limits it.',
  },
  unknown: {
    title: 'Unknown',
    body: 'The data that the check requires is missing. The message has the reason, and "required" lists what is required to determine the result: a permission, a flag of this tool, or a command on the host. Unknown never counts as passed. `check --require-complete` exits with code 3 if a result is unknown. `kubectl archmap rbac --missing` prints missing permissions. `kubectl archmap explain` lists the reasons.',
  },
  'not-applicable': {
    title: 'Not applicable',
    body: 'The cluster has nothing to which the check applies: no Ingress, no Istio, or a single control plane node where the check compares several. This requires complete evidence; without it, the result is unknown.',
  },
  error: {
    title: 'Error',
    body: 'The check itself failed because of a bug in this tool. An error never counts as passed; the other checks are evaluated. Run again with `-v 9` and report the output.',
  },
};

/** Why a verdict is unknown, or data is missing on the map. */
export const REASONS: Readonly<Record<string, Page>> = {
  'permission-denied': {
    title: 'Permission denied',
    body: 'The API server returned 401 or 403. Only checks that require this data are unknown. `kubectl archmap rbac > role.yaml` prints the minimal ClusterRole; with `--missing` it prints the permissions that you lack.',
  },
  unavailable: {
    title: 'Unavailable',
    body: 'The API is not installed, the release does not serve the path, or the data was not requested (`kubelets` without `--kubelet`). With `--from`, the files may not contain it: manifests have no `/flagz`.',
  },
  partial: {
    title: 'Partial data',
    body: 'The scope was one namespace (`-n`, or permissions in one namespace), a page of a list was lost, or one of several kinds was denied. Files can also be incomplete (`explain files`). Risks found in the data are reported. Without the rest, a check cannot pass.',
  },
  'collection-failed': {
    title: 'Collection failed',
    body: 'A request timed out, the connection was closed, or the response was invalid. Data collected before that is used. Run again, if necessary with a longer `--timeout`.',
  },
  sampled: {
    title: 'Not every replica was observed',
    body: '`/flagz`, `/metrics` and the certificate are served by one API server at a time. They are requested over new connections until every server with a fresh lease has responded. "1 of 3 API servers observed" means that the other two may differ.',
  },
  'declared-only': {
    title: 'Declared only, not observed',
    body: 'kubeadm-config and similar ConfigMaps declare the configuration at installation. The running configuration is in `/flagz` or in the Pod. A declared value alone never passes a check. It fails a check only if the Pods confirm it.',
  },
  'not-exposed': {
    title: 'Component not exposed',
    body: 'The component has no Pod in the API, as on managed control planes, and `/flagz` is not available. If the provider documents the setting, the result contains the link.',
  },
  'not-requested': {
    title: 'Not requested',
    body: 'The API server exposes the kubelet configuration only through the `nodes/proxy` subresource. That permission is dangerous, so reading it requires `--kubelet`. archmap sends no request that changes state, locks out users or resembles an attack.',
  },
  'insufficient-uptime': {
    title: 'Insufficient uptime',
    body: 'The component was started less than ten minutes ago, so its counters are not conclusive yet. Run again later.',
  },
  'outdated-data': {
    title: 'Release data outdated',
    body: 'Support windows, API removals and CVEs come from dated tables. A release that is newer than the table is unknown, never passed. Update kubectl-archmap, or check the advisories in the result.',
  },
  'out-of-scope': {
    title: 'Out of scope of the Kubernetes API',
    body: 'Files on nodes, the cloud account, external firewalls, and processes of the organization. The result has a command or a document to check manually.',
  },
};

/** Confidence of a piece of evidence. */
export const CONFIDENCES: Readonly<Record<Confidence, Page>> = {
  observed: {
    title: 'Observed in the cluster',
    body: 'Read from the running component or from an object: a response, a field, a flag of a running Pod.',
  },
  default: {
    title: 'Default of the release',
    body: 'The flag is not set, all flags of the component are known, and the default of that release is known. Defaults differ between releases; the table has sources.',
  },
  inferred: {
    title: 'Inferred from other observations',
    body: 'For example from the configuration that an operator applies, or from the behavior of the API. The evidence contains the observation.',
  },
  documented: {
    title: 'Documented by the provider',
    body: 'The documentation of a managed offering, with link and date. It counts for components that the provider manages, never for settings of the customer.',
  },
};

/** Where evidence comes from. */
export const DATA_SOURCES: Readonly<Record<EvidenceSource, Page>> = {
  flagz: {
    title: '`/flagz`: effective flags of a component',
    body: 'Available from Kubernetes 1.36, or with the feature gate ComponentFlagz. The most reliable data source: the flags of the running process, including defaults.',
  },
  configz: {
    title: '`/configz`: effective configuration of a kubelet',
    body: 'Read through the `nodes/proxy` subresource, with `--kubelet` only.',
  },
  pod: {
    title: 'Pod of a component',
    body: 'Command and arguments of the mirror Pod, parsed like Go flags: the last value wins, `_` equals `-`, a boolean requires no value. Referenced configuration files are not included.',
  },
  'node-annotation': {
    title: 'Node annotations',
    body: 'k3s and RKE2 write their arguments to node annotations at startup.',
  },
  configmap: {
    title: 'ConfigMap',
    body: 'kubeadm-config, kubelet-config and similar: declared configuration, which is never sufficient alone. Configuration that the OpenShift operators apply counts as `inferred`.',
  },
  metrics: {
    title: '`/metrics` of an API server',
    body: 'Parsed as a stream; only required metric families are kept: encryption, requested deprecated APIs, use of legacy tokens, database size.',
  },
  health: {
    title: '`/readyz` and `/livez` with individual checks',
    body: 'They report the health of parts of an API server. The names of the checks also reveal what is configured, such as a KMS or an authentication webhook.',
  },
  probe: {
    title: 'Anonymous request',
    body: 'What an unauthenticated user can request from the API server: discovery and health, over a separate connection. No anonymous request is sent if a proxy adds credentials.',
  },
  lease: {
    title: 'Leases',
    body: 'They list running API servers, leaders, and nodes that report to the control plane. Managed clusters expose them, too.',
  },
  object: {
    title: 'API object',
    body: 'Any other object: Services, Roles, webhooks, custom resources.',
  },
  endpoint: {
    title: 'API server endpoint',
    body: 'DNS and the TLS handshake: addresses, certificate, supported TLS versions.',
  },
  version: { title: '`/version`', body: 'Version of the API server; some providers add a suffix to it.' },
  discovery: { title: 'API discovery', body: 'The APIs that are served, and those that are unavailable.' },
  provider: { title: 'Provider documentation', body: 'Dated data with links, in src/data.' },
  data: {
    title: 'Release data',
    body: 'Support windows, CVEs, API removals: dated tables with sources, in src/data.',
  },
};
