import { listAll } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { listed, observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/ingress-certificate-missing',
  title: 'Certificate Secret of an Ingress missing',
  control: 'Certificate Secrets of Ingresses',
  severity: 'low',
  why: 'The controller serves its default certificate, and clients learn to accept warnings. A user who can create the Secret in that namespace decides which certificate is served.',
  remediation:
    'Create the Secret (`kubectl create secret tls NAME -n NAMESPACE`), let cert-manager issue it, or correct `spec.tls.secretName`.',
  references: ['T1557', 'K05'],
  needs: [],
  uses: ['extensions', 'secrets'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses', 'secrets'],
  *run({ extensions: { ingresses }, secrets }): Iterable<Finding> {
    const named = ingresses.filter(({ tlsSecrets = [] }) => tlsSecrets.length > 0);
    if (named.length > 0 && !secrets.all.known) {
      yield {
        verdict: 'unknown',
        message: `whether the Secrets of ${plural(named.length, 'Ingress', 'Ingresses')} exist is unknown: ${secrets.all.reason}`,
        requires: requiresOr(secrets.all.requires, listAll('secrets')),
      };
      return;
    }
    const present = new Set(secrets.seen.map(({ namespace, name }) => `${namespace}/${name}`));
    yield* judged({
      faults: named.flatMap(({ namespace, name, tlsSecrets = [] }): Finding[] => {
        // Some controllers accept a Secret of another namespace by `namespace/name`.
        const missing = tlsSecrets.filter(
          (secret) => !present.has(secret.includes('/') ? secret : `${namespace}/${secret}`),
        );
        if (missing.length === 0) return [];
        return [
          {
            verdict: 'fail',
            at: { kind: 'Ingress', namespace, name },
            message: `spec.tls.secretName refers to a Secret that does not exist: ${listed(missing)}`,
            restsOn: ['secrets'],
            evidence: [observed(`Ingress ${namespace}/${name}`, `tls Secrets ${listed(missing)}`)],
          },
        ];
      }),
      evaluated: named.length,
      noun: 'Ingress with a certificate',
      many: 'Ingresses with a certificate',
      pass: 'the Secrets of all certificates exist',
    });
  },
});
