import { hostCommand, see } from '../../shared/requirement.ts';
import { defaultQuota } from '../../data/etcd-releases.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { metricEvidence } from '../helpers/counts.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { uncollected } from '../helpers/flags.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('etcd');
const MIB = 1024 ** 2;

/** Names of the same metric: since 1.28, before, and before 1.22. */
const SIZES = [
  'apiserver_storage_size_bytes',
  'apiserver_storage_db_total_size_in_bytes',
  'etcd_db_total_size_in_bytes',
];

export default defineCheck({
  id: 'etcd/near-quota',
  title: 'etcd database near its space quota',
  control: 'etcd database size and quota',
  severity: 'medium',
  why: 'At the quota, etcd raises a NOSPACE alarm and accepts only reads and deletes. Nothing can be created, changed or scheduled until space is reclaimed manually.',
  remediation:
    'Delete unneeded objects (Events, custom resources) and run `etcdctl defrag` on each member in turn. Then raise `--quota-backend-bytes` to at most 8 GiB.',
  references: ['etcd-space-quota'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { etcd, apiServer } }): Iterable<Finding> {
    const elsewhere = usesOtherDatastore(etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    const sizes = SIZES.flatMap((family) => {
      const counts = apiServer.counts(family);
      return counts.servers.flatMap(({ samples, source }) =>
        samples.map((sample) => ({ value: sample.value, evidence: metricEvidence(family, sample, source) })),
      );
    });
    const largest = sizes.toSorted((a, b) => b.value - a.value)[0];
    if (!largest) {
      const { open } = apiServer.counts('apiserver_request_total');
      yield {
        verdict: 'unknown',
        at,
        message: open?.reason ?? 'database size is not included in the metrics',
        requires: requiresOr(
          open?.requires ?? [],
          hostCommand('etcdctl endpoint status', { after: ' on a control-plane host' }),
        ),
      };
      return;
    }
    const quota = etcd.flag('quota-backend-bytes');
    if (!quota.known) {
      yield {
        verdict: 'unknown',
        at,
        message: `database size is ${mib(largest.value)}; quota is unknown: ${quota.reason}`,
        requires: requiresOr(quota.requires, see('check --quota-backend-bytes')),
        evidence: [largest.evidence],
      };
      return;
    }
    const limit = Math.min(...quota.observations.map(({ value }) => Number(value) || defaultQuota));
    const share = largest.value / limit;
    const words = `database size is ${mib(largest.value)} of ${mib(limit)} quota (${Math.round(share * 100)}%)`;
    const evidence = [largest.evidence, ...quota.observations.map((observation) => observation.evidence)];
    if (share >= 0.75)
      yield {
        verdict: 'fail',
        at,
        ...(share >= 0.9 && { severity: 'high' as const }),
        message: words,
        evidence,
      };
    else if (quota.uncollected > 0) yield uncollected('etcd', quota);
    else yield { verdict: 'pass', at, message: words, evidence };
  },
});

function mib(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`;
}
