import type { PodRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/init-container-privileged',
  title: 'NET_ADMIN required by Istio init containers',
  control: 'Capabilities of Istio init containers',
  severity: 'low',
  why: 'The init container istio-init requires NET_ADMIN and NET_RAW, so mesh namespaces cannot enforce the Pod Security level baseline. Any user who can create Pods there can use these capabilities.',
  remediation:
    'Install istio-cni and set `pilot.cni.enabled: true`, then restart the workloads; or use ambient mode. Afterwards enforce `baseline` in the namespaces, or `restricted` with `global.proxy.seccompProfile`.',
  references: ['istio-cni', 'istio-security-best-practices', 'pod-security-standards'],
  needs: ['pods'],
  uses: ['istio'],
  passNeeds: ['pods'],
  *run({ pods, istio }): Iterable<Finding> {
    const injected = pods.all.filter(
      ({ template, phase }) =>
        template.annotations['sidecar.istio.io/status'] !== undefined &&
        phase !== 'Succeeded' &&
        phase !== 'Failed',
    );
    if (injected.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no Pod with a sidecar of Istio is observed',
        evidence: istio.installed.known ? istio.installed.evidence : [],
      };
      return;
    }
    const privileged = injected.filter((pod) => initOf(pod) !== undefined);
    if (privileged.length === 0) {
      yield {
        verdict: 'pass',
        message: `${plural(injected.length, 'Pod')} with a sidecar: traffic is redirected without NET_ADMIN in the Pod`,
        evidence: few(injected, ({ namespace, name }) =>
          observed(`pod ${namespace}/${name}`, 'no container istio-init with NET_ADMIN'),
        ),
      };
      return;
    }
    const namespaces = groupBy(privileged, ({ namespace }) => namespace);
    yield {
      verdict: 'fail',
      message: `istio-init of ${plural(privileged.length, 'Pod')} in ${plural(namespaces.size, 'namespace')} adds NET_ADMIN (${listed([...namespaces.keys()].sort())})`,
      members: [...namespaces.keys()].sort(),
      evidence: few(
        [...namespaces.values()].flatMap((list) => list.slice(0, 1)),
        (pod) =>
          observed(
            `pod ${pod.namespace}/${pod.name}`,
            `istio-init adds ${(initOf(pod)?.capabilitiesAdd ?? []).join(', ')}`,
          ),
      ),
    };
  },
});

/** istio-cni replaces it by istio-validation, which needs no capability (chart istio-discovery, files/injection-template.yaml). */
function initOf({ template }: PodRecord): PodRecord['template']['containers'][number] | undefined {
  return template.containers.find(
    ({ name, role, capabilitiesAdd = [] }) =>
      name === 'istio-init' && role === 'init' && capabilitiesAdd.includes('NET_ADMIN'),
  );
}
