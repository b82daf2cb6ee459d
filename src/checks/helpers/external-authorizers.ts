import type { AuthorizationPolicyFacts, MeshFacts } from '../../addons/istio/effective/types.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { enforcedOnes, invalidOnes, policyRef, policyVerdict } from './mesh-policies.ts';
import { requiresOr } from './objects.ts';

type Authorizer = NonNullable<MeshSettings['extensionProviders']>[number]['envoyExtAuthzHttp'];

/** The verdict about the external authorizer that each enforced CUSTOM policy names; undefined: there is none with that name. */
export function authorizerVerdict(
  { istio, mesh }: { istio: IstioFacts; mesh: MeshFacts },
  question: {
    faults: (policy: AuthorizationPolicyFacts, authorizer: Authorizer) => readonly Finding[];
    pass: string;
  },
): Iterable<Finding> {
  const custom = enforcedOnes(mesh).filter(({ action }) => action === 'CUSTOM');
  const { settings } = mesh;
  return policyVerdict(istio, {
    findings: [
      ...(settings.known
        ? custom.flatMap((policy) => question.faults(policy, authorizerOf(policy, settings.value)))
        : custom.map((policy): Finding => ({
            verdict: 'unknown',
            at: policyRef(policy.record),
            message: `the provider of the policy is unknown: ${settings.reason}`,
            requires: requiresOr(settings.requires, list('configmaps')),
          }))),
      ...invalidOnes(mesh.read.authorizationPolicies),
    ],
    objects: custom.length,
    noun: 'CUSTOM policy',
    pass: question.pass,
  });
}

/** The external authorizer that a CUSTOM policy names; undefined: there is none with that name. */
export function authorizerOf(
  { provider = '' }: AuthorizationPolicyFacts,
  { extensionProviders = [] }: MeshSettings,
): Authorizer {
  const found = extensionProviders.find(({ name }) => name === provider);
  return found?.envoyExtAuthzHttp ?? found?.envoyExtAuthzGrpc;
}
