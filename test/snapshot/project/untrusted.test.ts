import { describe, expect, it } from '@jest/globals';
import type { V1NetworkPolicyIngressRule, V1Pod } from '@kubernetes/client-node';
import { arr, obj, str } from '../../../src/snapshot/project/raw.ts';
import type { Fields } from '../../../src/snapshot/project/untrusted.ts';

const fields = <T>(value: object): Fields<T> => value;

describe('fields of an untrusted object', () => {
  it('have the names and the types of the Kubernetes documentation', () => {
    const pod = fields<V1Pod>({ spec: { nodeName: 7, containers: [{ image: 'a' }, 'no container'] } });
    const spec = obj(pod.spec);
    expect(str(spec.nodeName)).toBeUndefined();
    expect(arr(spec.containers).map((container) => str(obj(container).image))).toEqual(['a', undefined]);
    expect(arr(spec.volumes)).toEqual([]);
  });

  it('do not compile with a misspelt name, at any depth', () => {
    const pod = fields<V1Pod>({ spec: { containers: [{ image: 'a' }] } });
    const spec = obj(pod.spec);
    // @ts-expect-error -- It is called `nodeName`.
    expect(spec.nodename).toBeUndefined();
    // @ts-expect-error -- It is called `image`.
    expect(arr(spec.containers).map((container) => str(obj(container).img))).toEqual([undefined]);
  });

  it('do not compile where the type was not checked', () => {
    const pod = fields<V1Pod>({ spec: { nodeName: 'a' } });
    // @ts-expect-error -- `spec` may be a number.
    expect(pod.spec?.nodeName).toBe('a');
    // @ts-expect-error -- `nodeName` may be a list.
    const name: string | undefined = obj(pod.spec).nodeName;
    expect(name).toBe('a');
  });

  it('have the name of the API where the client has another one', () => {
    const rule = fields<V1NetworkPolicyIngressRule>({ from: [{}] });
    expect(arr(rule.from)).toHaveLength(1);
    // @ts-expect-error -- The client's name.
    expect(rule._from).toBeUndefined();
  });
});
