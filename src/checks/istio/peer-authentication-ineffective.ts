import { hasSelector } from '../../addons/istio/effective/peer-authentication.ts';
import type { MeshFacts, PeerAuthenticationFacts } from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/peer-authentication-ineffective',
  title: 'PeerAuthentication without effect',
  control: 'Effective PeerAuthentications',
  severity: 'medium',
  why: 'Istio ignores this policy or a part of it. If it should require mutual TLS, workloads still accept plaintext connections without an identity.',
  remediation:
    'Keep one PeerAuthentication without `selector` per namespace, use selectors outside the root namespace only, and set `portLevelMtls` with a `selector`.',
  references: ['istio-peer-authentication', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: securityKinds('PeerAuthentication') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = mesh.read.peerAuthentications;
    const root = istio.rootNamespace.known ? istio.rootNamespace.value : undefined;
    const oldest = new Map<string, PeerAuthenticationFacts>();
    for (const policy of policies)
      if (!hasSelector(policy) && !oldest.has(policy.namespace)) oldest.set(policy.namespace, policy);
    yield* policyVerdict(istio, {
      findings: [
        ...policies
          .filter(({ problem }) => problem === undefined)
          .flatMap((policy) => faultOf(policy, { mesh, root, oldest: oldest.get(policy.namespace) })),
        ...invalidOnes(policies),
      ],
      objects: policies.length,
      noun: 'PeerAuthentication',
      pass: 'every PeerAuthentication is in effect',
      ofRoot: true,
    });
  },
});

interface Around {
  mesh: MeshFacts;
  root: string | undefined;
  /** The one without a selector that counts in its namespace. */
  oldest: PeerAuthenticationFacts | undefined;
}

function faultOf(policy: PeerAuthenticationFacts, { mesh, root, oldest }: Around): Finding[] {
  const fail = (
    message: string,
    value: string,
    more: Partial<Finding & { verdict: 'fail' }> = {},
  ): Finding[] => [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      message,
      evidence: [observed(policyName(policy), value)],
      ...more,
    },
  ];
  if (!hasSelector(policy)) {
    if (oldest && oldest !== policy)
      return fail(
        `ignored: the older ${policyName(oldest)} counts for the namespace`,
        `mode ${policy.mode ?? 'UNSET'}, created ${policy.record.created ?? 'at an unknown time'}`,
        // The same mode twice weakens nothing.
        policy.mode === oldest.mode ? { severity: 'low' } : {},
      );
    return policy.ports.size > 0
      ? fail(
          'portLevelMtls is ignored without a selector',
          `portLevelMtls ${[...policy.ports.keys()].join(', ')}`,
        )
      : [];
  }
  const labels = Object.entries(policy.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (policy.namespace === root)
    return fail('ignored: a selector has no effect in the root namespace', `selector ${labels.join(', ')}`);
  const members = mesh.labelled(policy.namespace, policy.selector ?? {});
  if (members.length === 0)
    return fail(`no workload in the mesh has the labels ${listed(labels)}`, `selector ${labels.join(', ')}`, {
      severity: 'low',
      restsOn: ['pods', 'workloads'],
    });
  const { peers } = mesh;
  if (!peers.known) return [];
  const winners = members.map(({ selected }) => peers.value.workloadPolicy(selected));
  const [older] = winners;
  if (older && winners.every((winner) => winner !== undefined && winner !== policy))
    return fail(
      `ignored: the older ${policyName(older)} selects the same workloads`,
      `selector ${labels.join(', ')}`,
    );
  return disabledInAmbient(policy, members)
    ? fail('mode DISABLE has the effect of PERMISSIVE in ambient mode', 'mode DISABLE', { severity: 'low' })
    : [];
}

function disabledInAmbient(
  { mode, ports }: PeerAuthenticationFacts,
  members: ReturnType<MeshFacts['labelled']>,
): boolean {
  return (
    (mode === 'DISABLE' || [...ports.values()].includes('DISABLE')) &&
    members.every(({ membership }) => membership === 'ambient')
  );
}
