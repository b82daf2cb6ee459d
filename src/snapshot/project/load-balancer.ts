import type { V1ServiceStatus } from '@kubernetes/client-node';
import { arr, obj, str } from './raw.ts';
import type { Field } from './untrusted.ts';

/** The same for Services and Ingresses. */
type Status = Pick<V1ServiceStatus, 'loadBalancer'>;

/** Addresses and host names of `status.loadBalancer.ingress`. */
export function loadBalancerOf(status: Field<Status> | undefined): string[] | undefined {
  const result = arr(obj(obj(status).loadBalancer).ingress).flatMap((item) => {
    const address = str(obj(item).ip, 64) ?? str(obj(item).hostname, 256);
    return address === undefined ? [] : [address];
  });
  return result.length > 0 ? result : undefined;
}
