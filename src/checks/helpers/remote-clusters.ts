import { REMOTE_SECRET } from '../../addons/istio/recognition/forms.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { SecretRecord } from '../../snapshot/records/index.ts';

/**
 * Secrets with the kubeconfig of another cluster of the mesh. istiod reads those of its own namespace only (istio pkg/kube/multicluster): in another one,
 * anyone can create them, and they say nothing about the mesh.
 */
export function remoteSecretsOf(
  seen: readonly SecretRecord[],
  { revisions }: Pick<IstioFacts, 'revisions'>,
): SecretRecord[] {
  const places = new Set(revisions.map(({ namespace }) => namespace));
  return seen.filter(({ labels, namespace }) => labels[REMOTE_SECRET] === 'true' && places.has(namespace));
}
