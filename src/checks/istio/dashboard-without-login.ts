import { imageIs } from '../../shared/image.ts';
import { getNamed } from '../../shared/requirement.ts';
import type { ContainerFacts, ExtensionFacts, WorkloadFacts } from '../../model/types.ts';
import { containerOf } from '../../addons/images.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';

/** Consoles of the mesh; `kiali-operator` is another program. */
const KIALI = ['kiali'];
const GRAFANA = ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'];

export default defineCheck({
  id: 'istio/dashboard-without-login',
  title: 'Kiali or Grafana without authentication',
  control: 'Authentication of Kiali and Grafana',
  severity: 'medium',
  why: 'Every Pod that reaches the console sees the topology and configuration of the mesh. Kiali can change Istio objects with its own permissions, and an anonymous administrator of Grafana can query all data sources.',
  remediation:
    'Set `auth.strategy: token` or `openid` in the Kiali configuration. Set `GF_AUTH_ANONYMOUS_ENABLED=false` for Grafana.',
  references: ['kiali-authentication', 'K09'],
  needs: ['workloads'],
  uses: ['extensions', 'istio'],
  *run({ workloads, extensions }): Iterable<Finding> {
    const evaluated = workloads.flatMap((workload) => evaluate(workload, extensions) ?? []);
    if (evaluated.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'neither Kiali nor Grafana is observed',
        evidence: [observed('pods', `images of ${plural(workloads.length, 'workload')} evaluated`)],
      };
      return;
    }
    yield* evaluated;
  },
});

function evaluate(workload: WorkloadFacts, extensions: ExtensionFacts): Finding | undefined {
  const kiali = containerOf(workload, KIALI);
  if (kiali && !imageIs(kiali.image, 'kiali-operator')) return kialiOf(workload, extensions);
  const grafana = containerOf(workload, GRAFANA);
  return grafana && grafanaOf(workload, grafana);
}

/** Its operator and its chart name the ConfigMap after it. */
function kialiOf(workload: WorkloadFacts, { configMap }: ExtensionFacts): Finding {
  const at = workloadRef(workload);
  const place = `ConfigMap ${workload.namespace}/kiali`;
  const map = configMap(workload.namespace, 'kiali');
  const text = map.known ? map.value?.data['config.yaml'] : undefined;
  const strategy = /^ {2}strategy: "([^"]*)"$/m.exec(text ?? '')?.[1];
  if (strategy === undefined)
    return {
      verdict: 'unknown',
      at,
      message: map.known
        ? 'auth.strategy of Kiali is not set in its ConfigMap'
        : `auth.strategy of Kiali is unknown: ${map.reason}`,
      requires: map.known ? [getNamed('configmaps', 'kiali', workload.namespace)] : map.requires,
    };
  if (strategy !== 'anonymous')
    return {
      verdict: 'pass',
      at,
      message: `auth.strategy of Kiali is ${strategy}`,
      evidence: [observed(place, `auth.strategy ${strategy}`)],
    };
  const viewOnly = /^ {2}view_only_mode: "true"$/m.test(text ?? '');
  return {
    verdict: 'fail',
    at,
    detail: 'kiali',
    ...(viewOnly && { severity: 'low' as const }),
    message: `auth.strategy of Kiali is anonymous (expected token or openid)${viewOnly ? '; view_only_mode is true' : ': every Pod that reaches it can view and change the mesh'}`,
    evidence: [observed(place, 'auth.strategy anonymous')],
  };
}

const TRUE = /^(?:1|t|true)$/i;

/** Options in grafana.ini are in a ConfigMap that is not read. */
function grafanaOf(workload: WorkloadFacts, { env = {}, envElsewhere = [] }: ContainerFacts): Finding {
  const at = workloadRef(workload);
  const place = workloadName(workload);
  const anonymous = env['GF_AUTH_ANONYMOUS_ENABLED'];
  const role = env['GF_AUTH_ANONYMOUS_ORG_ROLE'] ?? 'Viewer';
  if (anonymous !== undefined && TRUE.test(anonymous))
    return {
      verdict: 'fail',
      at,
      detail: 'grafana',
      ...(role !== 'Admin' && { severity: 'low' as const }),
      message: `anonymous access to Grafana is enabled with role ${role}`,
      evidence: few([`GF_AUTH_ANONYMOUS_ENABLED=${anonymous}, role ${role}`], (value) =>
        observed(place, value),
      ),
    };
  const hidden = envElsewhere.includes('*') || envElsewhere.includes('GF_AUTH_ANONYMOUS_ENABLED');
  return anonymous === undefined
    ? {
        verdict: 'unknown',
        at,
        message: `anonymous access to Grafana is unknown: ${hidden ? 'the variable is set from another object' : 'grafana.ini is not read'}`,
        requires: [getNamed('configmaps', 'grafana', workload.namespace)],
        evidence: [observed(place, 'GF_AUTH_ANONYMOUS_ENABLED not set')],
      }
    : {
        verdict: 'pass',
        at,
        message: 'anonymous access to Grafana is disabled',
        evidence: [observed(place, `GF_AUTH_ANONYMOUS_ENABLED=${anonymous}`)],
      };
}
