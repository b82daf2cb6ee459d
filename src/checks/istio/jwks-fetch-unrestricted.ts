import type { RequestAuthenticationFacts } from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import {
  hiddenSetting,
  isOn,
  perControlPlane,
  settingOf,
  withoutControlPlane,
} from '../helpers/istio-control-planes.ts';
import { policyName, securityKinds } from '../helpers/mesh-policies.ts';
import { few, observed, workloadName } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';

const BLOCKED = 'BLOCKED_CIDRS_IN_JWKS_URIS';
const UNVERIFIED = 'JWKS_RESOLVER_INSECURE_SKIP_VERIFY';

export default defineCheck({
  id: 'istio/jwks-fetch-unrestricted',
  title: 'istiod requests JWT keys from any address',
  control: 'Requests of istiod for JWT keys',
  severity: 'low',
  why: 'istiod requests every `jwksUri`, so a user who can create a RequestAuthentication can send requests to internal addresses. Keys from servers that are not verified allow forged tokens.',
  remediation:
    'Set `BLOCKED_CIDRS_IN_JWKS_URIS` on istiod to the ranges of the cluster and of cloud metadata, and remove `JWKS_RESOLVER_INSECURE_SKIP_VERIFY`.',
  references: ['istio-request-authentication', 'istio-security-best-practices', 'K05'],
  needs: ['workloads'],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('RequestAuthentication') },
  *run({ istio, mesh, workloads }): Iterable<Finding> {
    const remote = mesh.read.requestAuthentications.filter(requestsKeys);
    if (remote.length === 0)
      yield (
        withoutControlPlane(istio) ?? {
          verdict: 'not-applicable',
          message: 'no RequestAuthentication requires istiod to request keys',
          evidence: istio.installed.known ? istio.installed.evidence : [],
        }
      );
    else
      yield* perControlPlane({ istio, workloads }, 'its requests for keys', function* (plane) {
        yield evaluate(plane, remote);
      });
  },
});

/** Inline keys require no request; without either, the issuer's discovery document is requested. */
function requestsKeys({ rules }: RequestAuthenticationFacts): boolean {
  return rules.some(({ inlineKeys }) => !inlineKeys);
}

function evaluate(plane: ControlPlane, policies: readonly RequestAuthenticationFacts[]): Finding {
  const { container, workload } = plane;
  const place = workloadName(workload);
  const blocked = settingOf(container, BLOCKED);
  const skips = settingOf(container, UNVERIFIED);
  if (isOn(skips) === true)
    return {
      verdict: 'fail',
      detail: 'unverified',
      severity: 'high',
      message: `${UNVERIFIED} is true: keys for ${plural(policies.length, 'RequestAuthentication')} are accepted from servers that are not verified`,
      evidence: [observed(place, `${UNVERIFIED}=true`)],
    };
  if (blocked === 'unset' || (typeof blocked === 'object' && blocked.value === ''))
    return {
      verdict: 'fail',
      detail: 'unrestricted',
      message: `${BLOCKED} is not set, and ${plural(policies.length, 'RequestAuthentication')} ${policies.length === 1 ? 'requires' : 'require'} requests for keys`,
      evidence: [
        observed(place, `no ${BLOCKED}`),
        ...few(policies, (policy) => observed(policyName(policy), 'keys are requested')),
      ],
    };
  if (blocked === 'unknown') return hiddenSetting(plane, BLOCKED);
  if (skips === 'unknown') return hiddenSetting(plane, UNVERIFIED);
  return {
    verdict: 'pass',
    message: `${BLOCKED} restricts requests for keys`,
    evidence: [observed(place, `${BLOCKED}=${blocked.value}`)],
  };
}
