import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { component } from '../helpers/component.ts';
import { counted } from '../helpers/counts.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'identities/long-lived-token',
  title: 'Long-lived ServiceAccount token Secrets',
  control: 'Long-lived ServiceAccount tokens',
  severity: 'low',
  why: 'A ServiceAccount token in a Secret never expires. A copied token stays valid until its Secret is deleted, even after the project or employee has left.',
  remediation:
    'Use projected tokens and `kubectl create token`, which expire. Delete unused Secrets of type `kubernetes.io/service-account-token`.',
  references: ['manual-service-account-secrets', 'CIS 3.1.2', 'T1528', 'K09'],
  peerChecks: [296],
  needs: [],
  uses: ['secrets', 'controlPlane'],
  *run({ secrets, controlPlane }): Iterable<Finding> {
    const { seen: metadata, all: seen } = secrets;
    const tokens = metadata.filter(({ serviceAccount }) => serviceAccount !== undefined);
    const byNamespace = groupBy(tokens, ({ namespace }) => namespace);
    for (const [namespace, list] of [...byNamespace].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const used = list.filter(
        ({ labels }) => labels[LAST_USED] !== undefined && labels[INVALID] === undefined,
      );
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: namespace },
        ...(used.length > 0 && { severity: 'medium' as const }),
        message: `${plural(list.length, 'ServiceAccount token')} without expiration${used.length > 0 ? `, ${used.length} in use` : ''}`,
        evidence: few(
          [...used, ...list.filter((one) => !used.includes(one))],
          ({ name, serviceAccount = '', labels }) =>
            observed(
              `secret ${namespace}/${name} (metadata)`,
              `ServiceAccount ${serviceAccount}, ${labels[LAST_USED] === undefined ? 'no use recorded' : `last used ${labels[LAST_USED]}`}`,
            ),
        ),
      };
    }
    if (tokens.length > 0) return;
    const { counts } = controlPlane.apiServer;
    const found = USES.flatMap((family) => counted(family, counts(family), () => true));
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at: component('kube-apiserver'),
        severity: 'medium',
        message: 'ServiceAccount tokens without expiration were used since the start of kube-apiserver',
        evidence: few(found, ({ evidence }) => evidence),
      };
    else if (seen.known)
      yield {
        verdict: 'pass',
        message: 'no Secret contains a ServiceAccount token',
        evidence: seen.evidence,
      };
    else yield { verdict: 'unknown', message: seen.reason, requires: seen.requires };
  },
});

/** The label that the API server sets on such Secrets since 1.26 (pkg/serviceaccount/legacy.go). */
const LAST_USED = 'kubernetes.io/legacy-token-last-used';
const INVALID = 'kubernetes.io/legacy-token-invalid-since';

const USES = [
  'serviceaccount_legacy_tokens_total',
  'serviceaccount_legacy_manual_token_uses_total',
  'serviceaccount_legacy_auto_token_uses_total',
];
