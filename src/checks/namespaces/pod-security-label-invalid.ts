import type { NamespaceFacts } from '../../model/types.ts';
import { listed } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

const PREFIX = 'pod-security.kubernetes.io/';

export default defineCheck({
  id: 'namespaces/pod-security-label-invalid',
  title: 'Invalid Pod Security label on a namespace',
  control: 'Values of Pod Security labels',
  severity: 'low',
  why: 'kube-apiserver ignores a misspelled label, so Pods that it should reject are admitted. For an invalid `enforce` level it applies `restricted`, which rejects Pods unexpectedly.',
  remediation:
    'Use the labels `enforce`, `audit`, `warn` and their `-version` labels with a level or version that the Pod Security Standards define.',
  references: ['pod-security-admission'],
  needs: ['namespaces'],
  *run({ namespaces }): Iterable<Finding> {
    const labelled = namespaces.filter(({ record }) =>
      Object.keys(record.labels).some((key) => key.startsWith(PREFIX)),
    );
    const faulty = labelled.filter(({ policy }) => policy.invalid.length + policy.unknownKeys.length > 0);
    for (const namespace of faulty) yield invalid(namespace);
    if (faulty.length > 0) return;
    yield labelled.length === 0
      ? {
          verdict: 'not-applicable',
          message: 'no namespace has a Pod Security label',
          evidence: [observed('namespaces', `${plural(namespaces.length, 'namespace')} evaluated`)],
        }
      : {
          verdict: 'pass',
          message: `Pod Security labels of ${plural(labelled.length, 'namespace')} are valid`,
          evidence: few(labelled, ({ name }) => observed(`namespace ${name}`, 'valid labels')),
        };
  },
});

function invalid({ name, policy: { invalid: values, unknownKeys } }: NamespaceFacts): Finding {
  const texts = [
    ...unknownKeys.map((label) => `label ${label} is not one that kube-apiserver reads`),
    ...values.map(({ key, value }) => `${key}=${value} is invalid: ${effectOf(key)}`),
  ];
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name },
    message: listed(texts),
    evidence: texts.slice(0, 10).map((text) => observed(`namespace ${name}`, text)),
  };
}

function effectOf(key: string): string {
  if (key.endsWith('-version')) return 'the latest version applies';
  return key === `${PREFIX}enforce` ? 'restricted applies' : 'the mode has no effect';
}
