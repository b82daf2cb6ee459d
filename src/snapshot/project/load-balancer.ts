import { arr, obj, str } from './raw.ts';

/** Addresses and host names of `status.loadBalancer.ingress`. */
export function loadBalancerOf(status: unknown): string[] | undefined {
  const result = arr(obj(obj(status)['loadBalancer'])['ingress']).flatMap((item) => {
    const address = str(obj(item)['ip'], 64) ?? str(obj(item)['hostname'], 256);
    return address === undefined ? [] : [address];
  });
  return result.length > 0 ? result : undefined;
}
