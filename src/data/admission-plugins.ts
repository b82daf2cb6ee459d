/**
 * Admission plugins that are on unless disabled, among those that checks evaluate, and since which minor. As of 2026-11-29; source:
 * https://github.com/kubernetes/kubernetes pkg/kubeapiserver/options/plugins.go (DefaultOffAdmissionPlugins) of 1.10 to 1.37, and the feature gates
 * that some of them depend on. Before 1.10 only plugins that are named are on.
 */
export const asOf = '2026-11-29';

export const defaultOnAdmission: ReadonlyMap<string, number> = new Map([
  ['NamespaceLifecycle', 10],
  ['LimitRanger', 10],
  ['ServiceAccount', 10],
  ['ResourceQuota', 10],
  ['MutatingAdmissionWebhook', 10],
  ['ValidatingAdmissionWebhook', 10],
  ['Priority', 11],
  ['CertificateApproval', 18],
  ['CertificateSigning', 18],
  ['CertificateSubjectRestriction', 18],
  // Its gate is on since 1.23.
  ['PodSecurity', 23],
  // Its gate is on since 1.30.
  ['ValidatingAdmissionPolicy', 30],
]);
