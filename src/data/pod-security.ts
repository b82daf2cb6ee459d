import type { DistributionId } from './distributions.ts';

/**
 * What decides on privileged pods in addition to the labels of namespaces. As of 2026-11-25; sources:
 * https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html,
 * https://learn.microsoft.com/azure/aks/use-psa,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/podsecurityadmission,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security,
 * https://github.com/kyverno/kyverno (pkg/config/config.go), https://github.com/open-policy-agent/gatekeeper (config/webhook);
 * for the releases pkg/features/kube_features.go of https://github.com/kubernetes/kubernetes 1.21 to 1.25.
 */
export const asOf = '2026-11-25';

/**
 * Minors of Kubernetes: `since` has the admission plugin behind the feature gate PodSecurity, which is off unless set; `on` has the gate on unless it is
 * disabled; `always` has no gate.
 */
export const podSecurityReleases = { since: 22, on: 23, always: 25 };

/** Managed offerings that document Pod Security Admission without a cluster-wide default. */
export const withoutDefaultLevel: ReadonlySet<DistributionId> = new Set(['eks', 'gke', 'aks']);

/** Nodes of GKE Autopilot, which rejects privileged pods itself, have this prefix; those of Standard begin with gke-. */
export const autopilotNode = /^gk3-/;

/** Policy engines that can do the same, by their ids as add-ons. */
export const policyEngines: readonly string[] = ['kyverno', 'gatekeeper'];

/** Names of their webhooks (`validate.kyverno.svc-fail`, `validation.gatekeeper.sh`): they identify an engine even without its pods. */
export const engineWebhook = /(?:^|[.-])(?:kyverno\.svc|gatekeeper\.sh)/;
