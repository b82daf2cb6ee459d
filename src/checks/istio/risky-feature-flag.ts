import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { hiddenSetting, isOn, perControlPlane, settingOf } from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

/** Variables of istiod whose value weakens it, with the default otherwise (istio pilot/pkg/features and pkg/security). */
const FLAGS: readonly { name: string; bad: boolean; severity: Severity; effect: string }[] = [
  {
    name: 'XDS_AUTH',
    bad: false,
    severity: 'high',
    effect: 'clients of istiod are not authenticated: any Pod receives the configuration of any workload',
  },
  {
    name: 'PILOT_ENABLE_STRICT_GATEWAY_MERGING',
    bad: false,
    severity: 'medium',
    effect: 'Gateways of other namespaces are merged into managed gateways',
  },
  {
    name: 'PILOT_ENABLE_ALPHA_GATEWAY_API',
    bad: true,
    severity: 'low',
    effect: 'alpha resources of the Gateway API configure gateways; they change without notice',
  },
];

export default defineCheck({
  id: 'istio/risky-feature-flag',
  title: 'Insecure or alpha feature flag of istiod',
  control: 'Feature flags of istiod',
  severity: 'medium',
  why: 'The flag disables a security control of istiod, or enables an API without stability guarantees. Workloads can then receive configuration of others, or traffic of other namespaces.',
  remediation: 'Remove the variable from `env` in the values of the istiod chart; the default is secure.',
  references: ['istio-security-best-practices', 'K07'],
  needs: ['workloads'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'feature flags', evaluate);
  },
});

function* evaluate(plane: ControlPlane): Iterable<Finding> {
  const place = workloadName(plane.workload);
  const settings = FLAGS.map((flag) => ({ ...flag, setting: settingOf(plane.container, flag.name) }));
  const faults = settings.filter(({ setting, bad }) => isOn(setting) === bad);
  for (const { name, bad, severity, effect } of faults)
    yield {
      verdict: 'fail',
      detail: name,
      severity,
      message: `${name} is ${bad}: ${effect}`,
      evidence: [observed(place, `${name}=${bad}`)],
    };
  if (faults.length > 0) return;
  const hidden = settings.find(({ setting }) => setting === 'unknown');
  yield hidden
    ? hiddenSetting(plane, hidden.name)
    : {
        verdict: 'pass',
        message: `${FLAGS.map(({ name }) => name).join(', ')} are not set to insecure values`,
        evidence: [observed(place, 'no insecure feature flag')],
      };
}
