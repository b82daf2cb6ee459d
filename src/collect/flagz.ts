import type { KubeResponse } from '../kube/types.ts';

/** Kubernetes 1.36 and 1.37, then 1.35, then the text of 1.32 to 1.34. A server returns 406 for an unsupported form. */
const FLAGZ_FORMS = [
  'application/json;v=v1beta1;g=config.k8s.io;as=Flagz',
  'application/json;v=v1alpha1;g=config.k8s.io;as=Flagz',
  'text/plain',
];

/** The response of a `/flagz` in its newest supported form; undefined when it has none. */
export async function fetchFlagz(
  get: (accept: string) => Promise<KubeResponse>,
): Promise<KubeResponse | undefined> {
  for (const accept of FLAGZ_FORMS) {
    const response = await get(accept);
    if (response.status !== 406) return response;
  }
  return undefined;
}
