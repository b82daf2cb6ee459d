import type { NamespaceFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { stricterStandards } from '../../data/pod-security-standards.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'namespaces/pod-security-version-pinned',
  title: 'Pod Security standards pinned to an old version',
  control: 'Version of the Pod Security Standards',
  severity: 'info',
  why: 'Controls that later versions of the standards added do not apply in the namespace. Pods that use the forbidden field are admitted.',
  remediation:
    'Remove the label `pod-security.kubernetes.io/enforce-version`, or set it to the version of kube-apiserver. Check with `kubectl label --dry-run=server` first.',
  references: ['pod-security-admission', 'pod-security-standards'],
  needs: ['namespaces'],
  uses: ['cluster'],
  *run({ namespaces, cluster: { minor } }): Iterable<Finding> {
    const pinned = namespaces.filter(
      ({ policy: { enforce } }) => enforce?.minor !== undefined && enforce.level !== 'privileged',
    );
    if (pinned.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no namespace pins the version of an enforced level',
        evidence: [observed('namespaces', `${plural(namespaces.length, 'namespace')} evaluated`)],
      };
      return;
    }
    if (!minor.known) {
      yield {
        verdict: 'unknown',
        message: `${listed(pinned.map(({ name }) => name))} pinned to a version; version of kube-apiserver is unknown: ${minor.reason}`,
        requires: minor.requires,
      };
      return;
    }
    const missing = (namespace: NamespaceFacts): string[] =>
      stricterStandards
        .filter(({ level, since }) => isMissing(namespace, since, minor.value) && applies(namespace, level))
        .map(({ since, what }) => `${what} (v1.${since})`);
    const old = pinned.filter((namespace) => missing(namespace).length > 0);
    for (const namespace of old)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: namespace.name },
        message: `enforce-version is v1.${namespace.policy.enforce?.minor ?? 0}, without later controls: ${listed(missing(namespace))}`,
        evidence: [
          observed(
            `namespace ${namespace.name}`,
            `enforce-version=v1.${namespace.policy.enforce?.minor ?? 0}`,
          ),
        ],
      };
    if (old.length === 0)
      yield {
        verdict: 'pass',
        message: 'pinned versions of the standards contain all controls of the current one',
        evidence: few(pinned, ({ name, policy }) =>
          observed(`namespace ${name}`, `enforce-version=v1.${policy.enforce?.minor ?? 0}`),
        ),
      };
  },
});

function isMissing({ policy: { enforce } }: NamespaceFacts, since: number, server: number): boolean {
  return (enforce?.minor ?? server) < since && since <= server;
}

function applies({ policy: { enforce } }: NamespaceFacts, level: 'baseline' | 'restricted'): boolean {
  return level === 'baseline' || enforce?.level === 'restricted';
}
