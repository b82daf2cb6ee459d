import { httpFields } from '../../addons/istio/effective/authorization.ts';
import type {
  AuthorizationPolicyFacts,
  MemberFacts,
  MemberPort,
  MeshFacts,
  RuleFacts,
} from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { authorizerOf } from '../helpers/external-authorizers.ts';
import {
  enforcedOnes,
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/authorization-http-on-tcp',
  title: 'AuthorizationPolicy uses HTTP fields on TCP ports',
  control: 'Fields of AuthorizationPolicies on TCP ports',
  severity: 'medium',
  why: 'Proxies do not read requests on TCP ports: DENY rules ignore these fields and deny too much, ALLOW rules allow nothing, and HTTP authorizers are skipped. Traffic is interrupted or not authorized.',
  remediation:
    'Limit the rule with `to.operation.ports` to HTTP ports, and create another rule for TCP ports without `hosts`, `methods`, `paths` or `requestPrincipals`.',
  references: ['istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads', 'services', 'configmaps'],
  kinds: { istio: securityKinds('AuthorizationPolicy') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = enforcedOnes(mesh).filter(
      ({ action, rules }) => action === 'CUSTOM' || rules.some((rule) => httpFields(rule).length > 0),
    );
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultOf(policy, mesh)),
        ...invalidOnes(mesh.read.authorizationPolicies),
      ],
      objects: policies.length,
      noun: 'AuthorizationPolicy with HTTP fields',
      pass: 'policies with HTTP fields apply to HTTP ports only',
      ofRoot: true,
    });
  },
});

interface TcpPort {
  member: MemberFacts;
  port: MemberPort;
}

/** TCP ports of the selected workloads; ztunnel has no HTTP ports at all, and is another check. */
function tcpPorts(policy: AuthorizationPolicyFacts, mesh: MeshFacts): TcpPort[] {
  return mesh
    .selectedBy(policy)
    .filter(({ membership }) => membership === 'sidecar')
    .flatMap((member) =>
      mesh
        .portsOf(member)
        .filter(({ protocol }) => protocol === 'tcp')
        .map((port) => ({ member, port })),
    );
}

/** Whether a rule covers a port: one without ports covers all of them. */
function covers({ to }: RuleFacts, number: number): boolean {
  return (
    to.length === 0 ||
    to.some((operation) => {
      const ports = operation.find(({ field }) => field === 'ports');
      return (
        !ports ||
        (ports.values.length > 0
          ? ports.values.includes(String(number))
          : !ports.notValues.includes(String(number)))
      );
    })
  );
}

function faultOf(policy: AuthorizationPolicyFacts, mesh: MeshFacts): Finding[] {
  const { action, rules } = policy;
  const tcp = tcpPorts(policy, mesh);
  if (tcp.length === 0) return [];
  const fields = [...new Set(rules.flatMap(httpFields))];
  const effect = EFFECTS[action];
  const affected = tcp.filter(({ member, port: { number } }) => {
    if (action === 'CUSTOM') return isSkipped(policy, mesh) && rules.some((rule) => covers(rule, number));
    const http = rules.filter((rule) => httpFields(rule).length > 0 && covers(rule, number));
    if (http.length === 0) return false;
    return action !== 'ALLOW' || http.some(({ to }) => namesPort(to, number)) || !isAllowed(member, number);
  });
  const first = affected[0];
  if (!first) return [];
  const names = [
    ...new Set(affected.map(({ member, port }) => `${workloadName(member.workload)} port ${port.number}`)),
  ];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: action === 'AUDIT' ? 'low' : 'medium',
      message: `${effect} on ${listed(names)}: ${action === 'CUSTOM' ? 'the provider is an HTTP authorizer' : `${listed(fields)} ${fields.length === 1 ? 'exists' : 'exist'} in HTTP only`}`,
      evidence: [
        observed(policyName(policy), `action ${action}${fields.length > 0 ? `, ${fields.join(', ')}` : ''}`),
        observed(
          `Service ${first.port.service.record.namespace}/${first.port.service.record.name}`,
          `port ${first.port.servicePort} is TCP`,
        ),
      ],
    },
  ];
}

const EFFECTS = {
  ALLOW: 'the rules allow no connection',
  DENY: 'the rules deny every connection that meets their other conditions',
  AUDIT: 'the rules log every connection that meets their other conditions',
  CUSTOM: 'connections are not authorized',
} as const;

/** An authorizer of HTTP requests is left out on TCP ports (istio pilot/pkg/security/authz/builder/builder.go, buildTCP). */
function isSkipped(policy: AuthorizationPolicyFacts, { settings }: MeshFacts): boolean {
  if (!settings.known) return false;
  const authorizer = authorizerOf(policy, settings.value);
  return (
    authorizer !== undefined &&
    (settings.value.extensionProviders ?? []).some(
      ({ envoyExtAuthzHttp }) => envoyExtAuthzHttp === authorizer,
    )
  );
}

function namesPort(to: RuleFacts['to'], number: number): boolean {
  return to.some((operation) =>
    operation.some(({ field, values }) => field === 'ports' && values.includes(String(number))),
  );
}

/** Another rule of the workload allows connections to the port. */
function isAllowed({ authorization }: MemberFacts, number: number): boolean {
  if (!authorization.known) return true;
  return authorization.value.enforced.ALLOW.some(({ rules }) =>
    rules.some((rule) => httpFields(rule).length === 0 && covers(rule, number)),
  );
}
