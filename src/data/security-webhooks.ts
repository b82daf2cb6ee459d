/**
 * Webhook configurations of products that enforce a policy on what is created, by the names that their charts give.
 * As of 2026-11-26; sources: the charts of https://github.com/kyverno/kyverno, https://github.com/open-policy-agent/gatekeeper,
 * https://github.com/kubewarden/kubewarden-controller, https://github.com/sigstore/policy-controller and the others named.
 */
export const asOf = '2026-11-26';

export const securityWebhooks: readonly { product: string; pattern: RegExp }[] = [
  { product: 'Kyverno', pattern: /^kyverno-resource-(?:validating|mutating)-webhook-cfg$/ },
  { product: 'Gatekeeper', pattern: /^gatekeeper-(?:validating|mutating)-webhook-configuration$/ },
  { product: 'Azure Policy', pattern: /^azure-policy-(?:validating|mutating)-webhook-configuration$/ },
  { product: 'Kubewarden', pattern: /^(?:clusterwide|namespaced)-.*|^kubewarden-/ },
  { product: 'Sigstore policy-controller', pattern: /^policy\.sigstore\.dev$/ },
  { product: 'Connaisseur', pattern: /^connaisseur(?:-webhook)?$/ },
  { product: 'Ratify', pattern: /^ratify-/ },
  { product: 'Polaris', pattern: /^polaris(?:-webhook)?$/ },
  { product: 'NeuVector', pattern: /^neuvector-validating-admission-webhook$/ },
  { product: 'StackRox', pattern: /^stackrox$/ },
];
