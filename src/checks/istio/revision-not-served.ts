import type { NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { isControlPlane } from '../../addons/istio/recognition/control-planes.ts';
import { Injectors } from '../../addons/istio/effective/injection.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { PLAIN_POD, servedNames } from '../helpers/istio-injectors.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';

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
  uses: ['istio', 'extensions', 'workloads'],
  collectors: ['webhooks'],
  *run({ namespaces, istio, extensions, workloads }): Iterable<Finding> {
    const absent = withoutIstio(istio);
    if (absent) {
      yield absent;
      return;
    }
    const injectors = new Injectors(extensions.webhooks);
    const labels = new Map(namespaces.map(({ name, record }) => [name, record.labels]));
    const asking = namespaces
      .filter(({ record }) => asksForSidecars(record.labels))
      .map((namespace) => ({
        namespace,
        answer: injectors.of({
          namespace: namespace.name,
          namespaceLabels: namespace.record.labels,
          template: PLAIN_POD,
        }).injects,
      }));
    const single = workloads.flatMap((workload) => {
      const { namespace, template } = workload;
      const namespaceLabels = labels.get(namespace);
      if (!namespaceLabels || isControlPlane(workload) || !asksByItself(template, namespaceLabels)) return [];
      return [{ workload, answer: injectors.of({ namespace, namespaceLabels, template }).injects }];
    });
    if (asking.length + single.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no namespace and no workload requests sidecars',
        evidence: [observed('namespaces', plural(namespaces.length, 'namespace'))],
      };
      return;
    }
    const findings = [
      ...asking.flatMap(({ namespace, answer }) =>
        answer === 'no'
          ? fault(namespace, extensions)
          : answer === 'maybe'
            ? unclear(
                { kind: 'Namespace', name: namespace.name },
                `namespace ${namespace.name}`,
                requestOf(namespace.record.labels),
              )
            : [],
      ),
      ...single.flatMap(({ workload, answer }) =>
        answer === 'no'
          ? workloadFault(workload, extensions)
          : answer === 'maybe'
            ? unclear(workloadRef(workload), workloadName(workload), requestOf(workload.template.labels))
            : [],
      ),
    ];
    yield* findings;
    if (findings.length > 0) return;
    yield {
      verdict: 'pass',
      message: `an injector matches ${plural(asking.length, 'namespace')} and ${plural(single.length, 'workload')} with labels for sidecars`,
      evidence: [
        ...few(asking, ({ namespace }) =>
          observed(`namespace ${namespace.name}`, requestOf(namespace.record.labels)),
        ),
        ...few(single, ({ workload }) =>
          observed(workloadName(workload), requestOf(workload.template.labels)),
        ),
      ],
    };
  },
});

/** `istio-injection=disabled` takes precedence over a revision. Ambient namespaces use the label for their waypoints. */
function asksForSidecars(labels: Readonly<Record<string, string>>): boolean {
  const injection = labels['istio-injection'];
  if (labels['istio.io/dataplane-mode'] === 'ambient') return false;
  return injection === 'enabled' || (injection === undefined && (labels['istio.io/rev'] ?? '') !== '');
}

/**
 * A label of the pod counts where the namespace sets nothing. Gateways that istiod deploys have it to name their control plane, and the
 * parts of Istio itself refuse the sidecar.
 */
function asksByItself(
  { labels, annotations, hostNetwork }: WorkloadFacts['template'],
  ofNamespace: Readonly<Record<string, string>>,
): boolean {
  if ((labels['istio.io/rev'] ?? '') === '' || hostNetwork) return false;
  if (labels['gateway.istio.io/managed'] !== undefined) return false;
  if ((labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject']) === 'false') return false;
  return ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'].every(
    (key) => ofNamespace[key] === undefined,
  );
}

function requestOf(labels: Readonly<Record<string, string>>): string {
  return labels['istio-injection'] === 'enabled'
    ? 'istio-injection=enabled'
    : `istio.io/rev=${labels['istio.io/rev'] ?? ''}`;
}

function servedText(extensions: CheckParts['extensions']): string {
  const served = servedNames(extensions);
  return served.length === 0 ? 'no injector exists' : `injectors serve ${listed(served)}`;
}

function workloadFault(workload: WorkloadFacts, extensions: CheckParts['extensions']): Finding {
  const request = requestOf(workload.template.labels);
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    detail: request,
    restsOn: ['webhooks'],
    severity: 'low',
    message: `label ${request} of the Pods matches no injector: they start without a sidecar (${servedText(extensions)})`,
    evidence: [observed(workloadName(workload), request)],
  };
}

function fault(namespace: NamespaceFacts, extensions: CheckParts['extensions']): Finding {
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace.name },
    detail: requestOf(namespace.record.labels),
    restsOn: ['webhooks'],
    ...(namespace.pods.length === 0 && { severity: 'low' as const }),
    message: `${requestOf(namespace.record.labels)} matches no injector: new Pods start without a sidecar (${servedText(extensions)})`,
    evidence: [observed(`namespace ${namespace.name}`, requestOf(namespace.record.labels))],
  };
}

function unclear(at: ObjectRef, place: string, request: string): Finding {
  return {
    verdict: 'unknown',
    at,
    message: `unknown whether an injector matches ${request}: matchConditions or selectors are not evaluated`,
    requires: [list('mutatingwebhookconfigurations.admissionregistration.k8s.io')],
    evidence: [observed(place, request)],
  };
}
