import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/no-quorum-spare',
  title: 'etcd cannot lose a member',
  severity: 'medium',
  why: "etcd works as long as more than half of its members live. With one member its loss is the loss of the cluster's state; with two, either loss stops all writes, so that two are worse than one. An even number adds a member without adding safety.",
  fix: 'Run three or five members on different hosts and zones, and keep backups in either case.',
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
        message: 'etcd has a single member: its loss is the loss of the cluster state',
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
            ? 'etcd has 2 members and can lose neither: one would be safer'
            : `etcd has ${value} members and can lose ${value / 2 - 1}: no more than with ${value - 1}`,
        evidence,
      };
    } else {
      yield {
        verdict: 'pass',
        at,
        message: `etcd has ${value} members and can lose ${(value - 1) / 2}`,
        evidence,
      };
    }
  },
});
