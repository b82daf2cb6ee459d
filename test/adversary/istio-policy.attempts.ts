import type { Answer, Attempt, Expected } from './attempt.ts';
import { mesh } from './istio.ts';

const LABELLED = mesh({}).replace('name: w, annotations', 'name: w, labels: { app: w }, annotations');

/** A policy in flow style. */
const policy = (
  kind: string,
  spec: string,
  {
    namespace = 'shop',
    name = 'p',
    annotations = '',
  }: { namespace?: string; name?: string; annotations?: string } = {},
) => `---
apiVersion: ${kind === 'DestinationRule' ? 'networking' : 'security'}.istio.io/v1
kind: ${kind}
metadata: { namespace: ${namespace}, name: ${name}, annotations: { ${annotations} } }
spec: ${spec}
`;
const authorize = (spec: string, more = {}) => policy('AuthorizationPolicy', spec, more);
const DEFAULT_DENY = authorize('{}', { namespace: 'istio-system', name: 'allow-nothing' });
const DENY_TEST = '{ action: DENY, rules: [{ from: [{ source: { namespaces: [kube-system] } }] }] }';
const TOKENS = policy('RequestAuthentication', "{ jwtRules: [{ issuer: 'https://id.example' }] }");
const DEMAND = "{ action: DENY, rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] }";

const DENY = 'istio/default-deny-missing';
const JWT = 'istio/jwt-not-required';
const MTLS = 'istio/mtls-permissive';
const BYPASS = 'istio/identity-rule-bypass';

/** What a tenant can write, and what it must not change. */
const silence: readonly (readonly [name: string, why: string, objects: string, expected: Expected])[] = [
  [
    'a default deny in the own namespace',
    'It applies to the workloads of that namespace only; another one has none.',
    `${LABELLED}${authorize('{}', { namespace: 'default' })}`,
    { check: DENY, verdict: 'fail', severity: 'medium' },
  ],
  [
    'a default deny in a namespace named after Istio',
    'The root namespace is that of the mesh configuration, not of a name.',
    `${LABELLED}${authorize('{}', { namespace: 'istio-root' })}`,
    { check: DENY, verdict: 'fail' },
  ],
  [
    'a default deny in dry-run mode',
    'The proxies only log its result.',
    `${LABELLED}${authorize('{}', { annotations: "istio.io/dry-run: 'true'" })}`,
    { check: DENY, verdict: 'fail' },
  ],
  [
    'a default deny for labels of no Pod',
    'It selects nothing.',
    `${LABELLED}${authorize('{ selector: { matchLabels: { app: other } } }')}`,
    { check: DENY, verdict: 'fail' },
  ],
  [
    'a default deny of a Gateway',
    'A policy with targetRefs applies to the Pods of that Gateway only.',
    `${LABELLED}${authorize('{ targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: w }] }')}`,
    { check: DENY, verdict: 'fail' },
  ],
  [
    'an application with the words of a gateway',
    'Its policy allows every request, whatever the Pod is named.',
    `${LABELLED.replace("{ name: a, image: 'x/y:1' }", "{ name: a, image: 'x/y:1', args: [proxy, router] }")}${authorize('{ rules: [{}] }')}`,
    {
      check: 'istio/authorization-allows-all',
      verdict: 'fail',
      severity: 'medium',
      object: 'AuthorizationPolicy shop/p',
    },
  ],
  [
    'a token that is required of another workload',
    'The AuthorizationPolicy selects other Pods.',
    `${LABELLED}${TOKENS}${authorize(DEMAND.replace('{ action', '{ selector: { matchLabels: { app: x } }, action'), { name: 'q' })}`,
    { check: JWT, verdict: 'fail', object: 'RequestAuthentication shop/p' },
  ],
  [
    'a token that is required in dry-run mode',
    'Nothing requires it.',
    `${LABELLED}${TOKENS}${authorize(DEMAND, { name: 'q', annotations: "istio.io/dry-run: 'T'" })}`,
    { check: JWT, verdict: 'fail', object: 'RequestAuthentication shop/p' },
  ],
  [
    'a token that an ALLOW policy requires next to one that allows everything',
    'ALLOW policies are additive.',
    `${LABELLED}${TOKENS}${authorize("{ rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] }", { name: 'q' })}${authorize('{ rules: [{}] }', { name: 'r' })}`,
    { check: JWT, verdict: 'fail', object: 'RequestAuthentication shop/p' },
  ],
  ...[
    ['source', "notRemoteIpBlocks: ['0.0.0.0/1', '128.0.0.0/1']"],
    ['source', "notPrincipals: ['cluster.local/*']"],
    ['operation', "notPaths: ['/*']"],
    ['operation', 'notMethods: [GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS]'],
  ].map(
    ([of = '', exception = '']) =>
      [
        `a required token with ${exception}`,
        'The exceptions are every request of a client: nothing is denied.',
        `${LABELLED}${TOKENS}${authorize(
          of === 'source'
            ? DEMAND.replace("['*'] }", `['*'], ${exception} }`)
            : DEMAND.replace('}] }] }', `}], to: [{ operation: { ${exception} } }] }] }`),
          { name: 'q' },
        )}`,
        { check: JWT, verdict: 'fail', object: 'RequestAuthentication shop/p' },
      ] as const,
  ),
  [
    'a required token unless a header says otherwise',
    'Who sends the request writes the header.',
    `${LABELLED}${TOKENS}${authorize(DEMAND.replace('}] }] }', "}], when: [{ key: 'request.headers[x-skip]', notValues: ['1'] }] }] }"), { name: 'q' })}`,
    { check: JWT, verdict: 'fail', object: 'RequestAuthentication shop/p' },
  ],
  [
    'a DENY rule whose exceptions are every path',
    'No request meets it.',
    `${LABELLED}${authorize("{ action: DENY, rules: [{ to: [{ operation: { notPaths: ['/*'] } }] }] }")}`,
    { check: 'istio/authorization-never-matches', verdict: 'fail', object: 'AuthorizationPolicy shop/p' },
  ],
  [
    'STRICT for a selector of no Pod',
    'The workload keeps the mode of its namespace.',
    `${LABELLED}${policy('PeerAuthentication', '{ mtls: { mode: PERMISSIVE } }')}${policy('PeerAuthentication', '{ selector: { matchLabels: { app: x } }, mtls: { mode: STRICT } }', { name: 'strict' })}${authorize(DENY_TEST)}`,
    { check: BYPASS, verdict: 'fail', object: 'AuthorizationPolicy shop/p' },
  ],
  [
    'STRICT in a namespace that is not the root',
    'It applies to that namespace only.',
    `${mesh({ config: 'rootNamespace: other' })}${policy('PeerAuthentication', '{ mtls: { mode: STRICT } }', { namespace: 'istio-root' })}${authorize(DENY_TEST)}`,
    { check: BYPASS, verdict: 'fail', object: 'AuthorizationPolicy shop/p' },
  ],
  [
    'one port that accepts plaintext',
    'Callers without an identity use that port.',
    `${LABELLED}${policy('PeerAuthentication', "{ selector: { matchLabels: { app: w } }, portLevelMtls: { '80': { mode: PERMISSIVE } } }")}${authorize(DENY_TEST)}`,
    { check: BYPASS, verdict: 'fail', object: 'AuthorizationPolicy shop/p' },
  ],
];

/** Objects that are no risk. */
const alike: readonly (readonly [name: string, why: string, objects: string, expected: Expected])[] = [
  [
    'a default deny in the root namespace',
    'It applies to the whole mesh.',
    `${LABELLED}${DEFAULT_DENY}`,
    { check: DENY, verdict: 'pass' },
  ],
  [
    'a dry-run annotation that is false',
    'The policy is enforced.',
    `${LABELLED}${authorize('{}', { annotations: "istio.io/dry-run: 'false'" })}`,
    { check: 'istio/authorization-dry-run', verdict: 'pass' },
  ],
  [
    'a DENY policy by identity where mutual TLS is STRICT',
    'Every connection has an identity.',
    `${LABELLED}${authorize(DENY_TEST)}`,
    { check: BYPASS, verdict: 'pass' },
  ],
  [
    'a required token',
    'Requests without one are denied.',
    `${LABELLED}${TOKENS}${authorize(DEMAND, { name: 'q' })}`,
    { check: JWT, verdict: 'pass' },
  ],
  [
    'a required token but for one path and preflight requests',
    'The exceptions are named.',
    `${LABELLED}${TOKENS}${authorize(DEMAND.replace('}] }] }', '}], to: [{ operation: { notPaths: [/healthz], notMethods: [OPTIONS] } }] }] }'), { name: 'q' })}`,
    { check: JWT, verdict: 'pass' },
  ],
];

const GROUP = '/apis/security.istio.io/v1';
const ALL = `${LABELLED}${DEFAULT_DENY}${authorize(DENY_TEST)}${TOKENS}${authorize(DEMAND, { name: 'q' })}`;

/** Lists that the network hides, and the verdict that depends on each. */
const hidden: readonly (readonly [path: string, check: string, object?: string])[] = [
  [`${GROUP}/authorizationpolicies`, DENY],
  [`${GROUP}/authorizationpolicies`, 'istio/authorization-dry-run'],
  [`${GROUP}/authorizationpolicies`, 'istio/authorization-allows-all'],
  [`${GROUP}/peerauthentications`, BYPASS],
  [`${GROUP}/peerauthentications`, MTLS],
  ['/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', DENY],
  ['/api/v1/pods', DENY],
  ['/api/v1/pods', 'istio/policy-selects-nothing'],
  ['/api/v1/namespaces/istio-system/configmaps/istio', DENY],
  ['/api/v1/namespaces/istio-system/configmaps/istio', BYPASS],
];
const ANSWERS: readonly Answer[] = [403, 'cut', 410, 'html'];

/** Objects that an API server would reject, from files. */
const invalid: readonly (readonly [name: string, objects: string, check: string, object: string])[] = [
  [
    'an unknown action',
    authorize('{ action: ALLOWED, rules: [{}] }'),
    'istio/authorization-allows-all',
    'AuthorizationPolicy shop/p',
  ],
  [
    'a selector that is a list',
    authorize('{ selector: [app], rules: [{}] }'),
    'istio/authorization-allows-all',
    'AuthorizationPolicy shop/p',
  ],
  [
    'labels that are numbers',
    authorize('{ selector: { matchLabels: { app: 7 } }, rules: [{}] }'),
    'istio/authorization-allows-all',
    'AuthorizationPolicy shop/p',
  ],
  [
    'rules that are an object',
    authorize('{ rules: { from: all } }'),
    'istio/authorization-dry-run',
    'AuthorizationPolicy shop/p',
  ],
  [
    'a mode that does not exist',
    policy('PeerAuthentication', '{ mtls: { mode: strict } }'),
    'istio/peer-authentication-ineffective',
    'PeerAuthentication shop/p',
  ],
  [
    'a port that is a name',
    policy(
      'PeerAuthentication',
      '{ selector: { matchLabels: { app: w } }, portLevelMtls: { http: { mode: STRICT } } }',
    ),
    'istio/peer-authentication-ineffective',
    'PeerAuthentication shop/p',
  ],
  [
    'a rule that is no list',
    policy('RequestAuthentication', '{ jwtRules: { issuer: x } }'),
    'istio/jwks-unprotected',
    'RequestAuthentication shop/p',
  ],
  [
    'a TLS mode that is a list',
    policy('DestinationRule', '{ host: w, trafficPolicy: { tls: { mode: [DISABLE] } } }'),
    'istio/tls-origination-unverified',
    'DestinationRule shop/p',
  ],
];

const attempts: readonly Attempt[] = [
  ...silence.map(([name, why, objects, expected]): Attempt => ({
    name: `istio-policy/${name}`,
    // The mesh is an administrator's, the policy a tenant's.
    player: 'administrator',
    why,
    objects,
    expect: [expected],
  })),
  ...alike.map(([name, why, objects, expected]): Attempt => ({
    name: `istio-policy/${name}`,
    player: 'administrator',
    why,
    objects,
    expect: [expected],
  })),
  ...hidden.flatMap(([path, check]) =>
    ANSWERS.map((answer): Attempt => ({
      name: `istio-policy/${check} with ${JSON.stringify(answer)} for ${path}`,
      player: 'network',
      why: 'What was not read may contain or contradict the policy that a pass depends on.',
      objects: ALL,
      answers: { [path]: answer },
      expect: [{ check, verdict: 'unknown' }],
    })),
  ),
  ...invalid.map(([name, objects, check, object]): Attempt => ({
    name: `istio-policy/${name}`,
    player: 'administrator',
    why: 'An API server would reject the object: what its author meant is unknown, and the rest is evaluated.',
    objects: `${LABELLED}${objects}`,
    expect: [{ check, object, verdict: 'unknown' }],
    files: [
      { check, object, verdict: 'unknown' },
      { check: MTLS, verdict: ['unknown', 'fail'] },
    ],
  })),
];
export default attempts;
