import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';

/** The external authorizer that a CUSTOM policy names; undefined: there is none with that name. */
export function authorizerOf(
  { provider = '' }: AuthorizationPolicyFacts,
  { extensionProviders = [] }: MeshSettings,
) {
  const found = extensionProviders.find(({ name }) => name === provider);
  return found?.envoyExtAuthzHttp ?? found?.envoyExtAuthzGrpc;
}
