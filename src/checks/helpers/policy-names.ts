import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';

/** `NetworkPolicy shop/web`. */
export function policyName({ kind, namespace, name }: NetworkPolicyRecord): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
