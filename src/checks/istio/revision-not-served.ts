import type { NamespaceFacts } from '../../model/types.ts';
import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { Injectors } from '../../addons/istio/effective/injection.ts';
import { PLAIN_POD, servedNames } from '../helpers/istio-injectors.ts';
import { few, listed, observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/revision-not-served',
  title: 'Istio revision without injector',
  control: 'Istio revision labels',
  severity: 'medium',
  why: 'No injector matches the namespace, so new Pods start without a sidecar. Their traffic is neither encrypted nor authorized by the policies of the mesh.',
  remediation:
    'Set `istio.io/rev` to an existing revision or tag (`istioctl tag list`), then restart the workloads with `kubectl rollout restart`.',
  references: ['istio-canary-upgrades', 'istio-sidecar-injection'],
  needs: ['namespaces'],
  uses: ['istio', 'extensions'],
  collectors: ['webhooks'],
  *run({ namespaces, istio, extensions }): Iterable<Finding> {
    const { installed } = istio;
    if (!installed.known) {
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, list('pods')),
      };
      return;
    }
    const asking = namespaces.filter(({ record }) => asksForSidecars(record.labels));
    if (!installed.value || asking.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: installed.value ? 'no namespace requests sidecars' : 'Istio is not installed',
        evidence: installed.evidence,
      };
      return;
    }
    const injectors = new Injectors(extensions.webhooks);
    const evaluated = asking.map((namespace) => ({
      namespace,
      answer: injectors.of({
        namespace: namespace.name,
        namespaceLabels: namespace.record.labels,
        template: PLAIN_POD,
      }).injects,
    }));
    const faults = evaluated.filter(({ answer }) => answer === 'no');
    for (const { namespace } of faults) yield fault(namespace, extensions);
    const [open] = evaluated.filter(({ answer }) => answer === 'maybe');
    if (open) yield unclear(open.namespace);
    if (faults.length > 0 || open) return;
    yield {
      verdict: 'pass',
      message: `an injector matches ${plural(evaluated.length, 'namespace')} that ${evaluated.length === 1 ? 'requests' : 'request'} sidecars`,
      evidence: few(evaluated, ({ namespace }) =>
        observed(`namespace ${namespace.name}`, requestOf(namespace)),
      ),
    };
  },
});

/** `istio-injection=disabled` takes precedence over a revision. Ambient namespaces use the label for their waypoints. */
function asksForSidecars(labels: Readonly<Record<string, string>>): boolean {
  const injection = labels['istio-injection'];
  if (labels['istio.io/dataplane-mode'] === 'ambient') return false;
  return injection === 'enabled' || (injection === undefined && (labels['istio.io/rev'] ?? '') !== '');
}

function requestOf({ record: { labels } }: NamespaceFacts): string {
  return labels['istio-injection'] === 'enabled'
    ? 'istio-injection=enabled'
    : `istio.io/rev=${labels['istio.io/rev'] ?? ''}`;
}

function fault(namespace: NamespaceFacts, extensions: CheckParts['extensions']): Finding {
  const served = servedNames(extensions);
  const has = served.length === 0 ? 'no injector exists' : `injectors serve ${listed(served)}`;
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace.name },
    detail: requestOf(namespace),
    restsOn: ['webhooks'],
    ...(namespace.pods.length === 0 && { severity: 'low' as const }),
    message: `${requestOf(namespace)} matches no injector: new Pods start without a sidecar (${has})`,
    evidence: [observed(`namespace ${namespace.name}`, requestOf(namespace))],
  };
}

function unclear(namespace: NamespaceFacts): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name: namespace.name },
    message: `unknown whether an injector matches ${requestOf(namespace)}: matchConditions or selectors are not evaluated`,
    requires: [list('mutatingwebhookconfigurations.admissionregistration.k8s.io')],
    evidence: [observed(`namespace ${namespace.name}`, requestOf(namespace))],
  };
}
