import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/no-quorum-spare',
  title: 'etcd member count gives insufficient fault tolerance',
  control: 'etcd member count and fault tolerance',
  severity: 'medium',
  why: 'etcd requires a majority of its members, so an even count adds no fault tolerance. With one or two members, any failure stops all writes; with one, a lost disk loses the cluster state.',
  remediation:
    'Run three or five members on different hosts and in different zones. Keep backups in either case.',
  references: ['etcd-cluster-size', 'NSA Control plane hardening: etcd'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { members } = controlPlane.etcd;
    const elsewhere = usesOtherDatastore(controlPlane.etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    if (!members.known) {
      yield { verdict: 'unknown', at, message: members.reason, requires: members.requires };
      return;
    }
    const { evidence, value } = members;
    if (value === 1) {
      yield {
        verdict: 'fail',
        at,
        detail: 'single',
        message: 'etcd has a single member: its failure means loss of the cluster state',
        evidence,
      };
    } else if (value % 2 === 0) {
      const severity = value === 2 ? ('high' as const) : ('low' as const);
      yield {
        verdict: 'fail',
        at,
        detail: 'even',
        severity,
        message:
          value === 2
            ? 'etcd has 2 members; failures tolerated: 0; a single member is safer'
            : `etcd has ${value} members; failures tolerated: ${value / 2 - 1}, the same as with ${value - 1} members`,
        evidence,
      };
    } else {
      yield {
        verdict: 'pass',
        at,
        message: `etcd has ${value} members; failures tolerated: ${(value - 1) / 2}`,
        evidence,
      };
    }
  },
});
