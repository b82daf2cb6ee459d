import type { NamespaceFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { PLAIN_POD } from '../helpers/istio-injectors.ts';
import { Injectors } from '../../addons/istio/effective/injection.ts';
import { observed } from '../helpers/objects.ts';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const MODE = 'istio.io/dataplane-mode';

export default defineCheck({
  id: 'istio/injection-labels-conflicting',
  title: 'Contradicting Istio labels on a namespace',
  control: 'Istio labels of namespaces',
  severity: 'low',
  why: 'Only one of the labels takes effect. Pods may join the mesh by another revision than intended, or not at all, and then accept unauthenticated traffic.',
  remediation:
    'Keep one label: `kubectl label namespace NAME istio-injection-` for revisions or ambient mode. Restart the workloads afterwards.',
  references: ['istio-sidecar-injection', 'istio-canary-upgrades'],
  needs: ['namespaces'],
  uses: ['istio', 'extensions'],
  *run({ namespaces, istio, extensions }): Iterable<Finding> {
    const labelled = namespaces.filter(({ record: { labels } }) =>
      [INJECTION, REVISION, MODE].some((key) => labels[key] !== undefined),
    );
    if (labelled.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no namespace has a label of Istio',
        evidence: [observed('namespaces', plural(namespaces.length, 'namespace'))],
      };
      return;
    }
    const absent = withoutIstio(istio);
    if (absent) {
      yield absent;
      return;
    }
    const injectors = new Injectors(extensions.webhooks);
    const faults = labelled.flatMap((namespace) => fault(namespace, injectors) ?? []);
    yield* faults;
    if (faults.length === 0)
      yield {
        verdict: 'pass',
        message: `labels of ${plural(labelled.length, 'namespace')} do not contradict each other`,
        evidence: labelled
          .slice(0, 3)
          .map(({ name, record: { labels } }) => observed(`namespace ${name}`, shown(labels))),
      };
  },
});

function shown(labels: Readonly<Record<string, string>>): string {
  return [INJECTION, REVISION, MODE]
    .flatMap((key) => (labels[key] === undefined ? [] : `${key}=${labels[key]}`))
    .join(', ');
}

function fault(namespace: NamespaceFacts, injectors: Injectors): Finding | undefined {
  const { name, record } = namespace;
  const { labels } = record;
  const sidecars = labels[INJECTION] === 'enabled' || (labels[REVISION] ?? '') !== '';
  const base = {
    verdict: 'fail' as const,
    at: { kind: 'Namespace', name },
    evidence: [observed(`namespace ${name}`, shown(labels))],
  };
  if (labels[INJECTION] === 'enabled' && labels[REVISION] !== undefined) {
    const none =
      injectors.of({ namespace: name, namespaceLabels: labels, template: PLAIN_POD }).injects === 'no';
    return {
      ...base,
      detail: 'revision',
      message: `${INJECTION}=enabled takes precedence over ${REVISION}=${labels[REVISION]}${
        none
          ? ', and no injector matches it: new Pods start without a sidecar'
          : ': the default revision injects'
      }`,
      ...(none && { severity: 'medium' as const, restsOn: ['webhooks' as const] }),
    };
  }
  // istio.io/rev selects the control plane of waypoints in an ambient namespace, too.
  return labels[MODE] === 'ambient' && sidecars && labels[INJECTION] === 'enabled'
    ? {
        ...base,
        detail: 'ambient',
        message: `${MODE}=ambient and ${INJECTION}=enabled: Pods with a sidecar are not captured by ztunnel`,
      }
    : undefined;
}
