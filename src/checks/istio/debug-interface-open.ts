import { asOf, debugAuthorization } from '../../data/istio-releases.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import {
  hiddenSetting,
  isOn,
  perControlPlane,
  settingOf,
  versionOf,
  versionUnknown,
} from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

const DEBUG = 'ENABLE_DEBUG_ON_HTTP';
const AUTHORIZATION = 'ENABLE_DEBUG_ENDPOINT_AUTH';
const ADMIN = 'UNSAFE_ENABLE_ADMIN_ENDPOINTS';

export default defineCheck({
  id: 'istio/debug-interface-open',
  title: 'Debug interface of istiod enabled',
  control: 'Debug interface of istiod',
  severity: 'medium',
  why: 'The debug endpoints return the configuration of proxies, endpoints and policies to every identity of the mesh. An attacker with access to one Pod can map the whole mesh.',
  remediation:
    'Set `ENABLE_DEBUG_ON_HTTP=false` in the environment of istiod (`env` in the values of the chart). `istioctl x internal-debug` and tools that call `/debug`, such as Kiali, require the interface.',
  references: ['istio-security-best-practices', 'K06'],
  needs: ['workloads'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'debug interface', function* (plane) {
      yield evaluate(plane);
    });
  },
});

function evaluate(plane: ControlPlane): Finding {
  const { container, workload, revision } = plane;
  const place = workloadName(workload);
  const debug = settingOf(container, DEBUG);
  if (debug === 'unknown') return hiddenSetting(plane, DEBUG);
  if (isOn(debug) === false)
    return {
      verdict: 'pass',
      message: `${DEBUG} is false`,
      evidence: [observed(place, `${DEBUG}=false`)],
    };
  const enabled = `${DEBUG} is ${debug === 'unset' ? 'not set (default: true)' : 'true'}`;
  const authorization = settingOf(container, AUTHORIZATION);
  const authorizes = isOn(authorization) === false ? false : authorizesByNamespace(plane);
  if (isOn(settingOf(container, ADMIN)) === true)
    return {
      verdict: 'fail',
      detail: 'admin',
      ...(authorizes === false && { severity: 'high' as const }),
      message: `${ADMIN} is true: ${authorizes === false ? 'every identity of the mesh' : 'identities that debug endpoints authorize'} can disconnect proxies`,
      evidence: [observed(place, `${ADMIN}=true`)],
    };
  if (isOn(authorization) === false)
    return {
      verdict: 'fail',
      detail: 'authorization',
      message: `${enabled}, and ${AUTHORIZATION} is false: every identity of the mesh can read the configuration of all namespaces`,
      evidence: [observed(place, `${AUTHORIZATION}=false`)],
    };
  if (authorization === 'unknown') return hiddenSetting(plane, AUTHORIZATION);
  if (authorizes === undefined) return versionUnknown(revision);
  return {
    verdict: 'fail',
    detail: 'enabled',
    ...(authorizes && { severity: 'low' as const }),
    message: authorizes
      ? `${enabled}; identities other than those of the system namespace read the configuration of proxies in their own namespace only`
      : `${enabled}, and Istio ${revision.version ?? ''} does not limit it by namespace (as of ${asOf})`,
    evidence: [observed(place, revision.image ?? enabled)],
  };
}

/** By default, in this version. */
function authorizesByNamespace({ revision }: ControlPlane): boolean | undefined {
  const version = versionOf(revision);
  if (!version) return undefined;
  const patch = debugAuthorization.patches.get(version.minor);
  return version.minor >= debugAuthorization.from || (patch !== undefined && version.patch >= patch);
}
