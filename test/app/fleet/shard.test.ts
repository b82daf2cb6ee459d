import { describe, expect, it } from '@jest/globals';
import { readShard, shardOf } from '../../../src/app/fleet/shard.ts';

const contexts = Array.from({ length: 11 }, (_, index) => `cluster-${index}`);

describe('shards', () => {
  it('of one list are disjoint, together the list, and equal in size within one', () => {
    const shards = [1, 2, 3, 4].map((index) => shardOf(contexts, readShard(`${index}/4`, {})));
    expect(shards.flat().sort()).toEqual([...contexts].sort());
    expect(shards.map(({ length }) => length)).toEqual([3, 3, 3, 2]);
  });

  it('of an Indexed Job use its index only when that is requested', () => {
    const env = { JOB_COMPLETION_INDEX: '3' };
    expect(readShard('job/4', env)).toEqual({ index: 3, count: 4 });
    expect(readShard('1/4', env)).toEqual({ index: 0, count: 4 });
  });

  it.each([
    ['0/4', {}],
    ['5/4', {}],
    ['1/0', {}],
    ['a/4', {}],
    ['1', {}],
    ['', {}],
    ['1/4/2', {}],
    ['-1/4', {}],
    ['99999999999999999999/4', {}],
    ['job/4', {}],
    ['job/4', { JOB_COMPLETION_INDEX: '4' }],
    ['job/4', { JOB_COMPLETION_INDEX: '-1' }],
    ['job/4', { JOB_COMPLETION_INDEX: '1e0' }],
  ])('"%s" with %j is a usage error', (text, env) => {
    expect(() => readShard(text, env)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
