import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import type { Result } from '../../src/result/types.ts';
import { goldens } from '../golden/clusters.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { recorded } from '../support/recorded.ts';
import { without } from '../support/without.ts';
import { wordsBanned } from './banned.ts';

/** `1 pods`, `1 nodes are`, `2 pod `, `3 nodes is`: number, noun and verb that do not agree. */
const DISAGREES =
  /(?<![\d.:/-])\b1 (?!(?:days|hours) )[a-z]+(?:[^s\W]s|ies)\b(?! ?[:/])|(?<![\d.:/-])(?<!of )\b1 [a-z]+ are\b|(?<![\d.:/-])\b(?:[2-9]|\d{2,}) (?:node|pod|workload|namespace|server|kubelet|subject|container|role|binding|policy)\b/i;

const RECORDINGS = ['demo', 'stock', 'broken', 'hardened', 'drift', 'kms', 'late', 'large', 'external-etcd'];

async function results(): Promise<[string, Result][]> {
  const list: [string, Result][] = Object.entries(goldens).map(([name, { evidence, objects }]) => [
    name,
    assess(snapshotOf(evidence, ...objects), {}),
  ]);
  for (const name of RECORDINGS) {
    const snapshot = await recorded(name);
    list.push([name, assess(snapshot, {})]);
    list.push([`${name} without pods and nodes`, assess(without(snapshot, 'pods', 'nodes', 'flagz'), {})]);
    list.push([
      `${name} without lists of objects`,
      assess(without(snapshot, 'rbac', 'services', 'webhooks', 'workloads'), {}),
    ]);
  }
  return list;
}

describe('messages and requirements, as clusters produce them (docs/style.md)', () => {
  it('have the terms of the field, and numbers that agree', async () => {
    const found = new Set<string>();
    for (const [, { verdicts }] of await results()) {
      for (const { check, message, requires = [] } of verdicts) {
        for (const text of [message, ...requires.map((one) => one.text)]) {
          const disagreement = DISAGREES.exec(text)?.[0];
          for (const word of [...wordsBanned(text), ...(disagreement ? [disagreement] : [])])
            found.add(`${check}: ${word}: ${text.slice(0, 160)}`);
        }
      }
    }
    expect([...found].sort()).toEqual([]);
  });
});
