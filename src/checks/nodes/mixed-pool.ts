import { RUN_LIVE } from '../../shared/requirement.ts';
import type { NodeFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, withoutHosts } from '../helpers/nodes.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const FACTS: readonly { what: string; of: (node: NodeFacts) => string | undefined }[] = [
  { what: 'kubelet', of: ({ record }) => record.kubeletVersion },
  { what: 'container runtime', of: ({ record }) => record.containerRuntime },
  { what: 'operating system', of: ({ record }) => record.osImage },
  { what: 'kernel', of: ({ record }) => record.kernel },
];

export default defineCheck({
  id: 'nodes/mixed-pool',
  title: 'Mixed versions within a node pool',
  control: 'Version consistency within node pools',
  severity: 'info',
  why: 'A rollout is incomplete, or some nodes lack the patches of the others. Known vulnerabilities remain on these nodes, and errors that occur only there are difficult to diagnose.',
  remediation: 'Complete the rollout, or replace the outdated nodes.',
  references: ['K07'],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    // Pools without a name are groups of equal nodes already.
    const pools = groupBy(
      own.filter(({ namedPool }) => namedPool),
      ({ pool, record }) => `${pool} ${record.os ?? ''}`,
    );
    if (pools.size === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no node has a node pool label',
        evidence: few(own.slice(0, 3), ({ name }) => observed(`node ${name}`, 'no node pool label')),
      };
      return;
    }
    let mixed = 0;
    let reported = true;
    for (const pool of pools.values()) {
      const kinds = FACTS.map(({ what, of }) => ({ what, values: counted(pool, of) }));
      reported &&= kinds.every(({ values }) => values.size > 0);
      const several = kinds.filter(({ values }) => values.size > 1);
      if (several.length === 0) continue;
      mixed++;
      const name = pool[0]?.pool ?? '';
      yield {
        verdict: 'fail',
        detail: name,
        message: `pool ${name}: ${plural(pool.length, 'node')} with ${listed(several.map(({ what, values }) => `${values.size} versions of ${what}`))}`,
        evidence: few(
          several.flatMap(({ what, values }) =>
            [...values].map(([value, count]) => ({ what, value, count })),
          ),
          ({ what, value, count }) => observed(what, `${value}: ${plural(count, 'node')}`),
        ),
      };
    }
    if (mixed > 0) return;
    const evidence = few(pools.values(), (pool) =>
      observed(`pool ${pool[0]?.pool ?? ''}`, `${plural(pool.length, 'node')}, same versions`),
    );
    yield reported
      ? {
          verdict: 'pass',
          message: `nodes have the same versions within ${plural(pools.size, 'pool')}`,
          evidence,
        }
      : {
          verdict: 'unknown',
          message: 'nodes do not report all of their versions',
          requires: [RUN_LIVE],
        };
  },
});

function counted(
  pool: readonly NodeFacts[],
  of: (node: NodeFacts) => string | undefined,
): ReadonlyMap<string, number> {
  return new Map(
    [...groupBy(pool, of)]
      .map(([value, some]) => [value, some.length] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
