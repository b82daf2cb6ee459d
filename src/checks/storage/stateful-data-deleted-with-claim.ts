import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { claimEvidence, claimName, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/stateful-data-deleted-with-claim',
  title: 'Volumes of StatefulSets deleted with their claims',
  control: 'Reclaim policy of stateful data',
  severity: 'info',
  why: 'The reclaim policy Delete removes the disk as soon as the claim or its namespace is deleted, by mistake as well.',
  remediation:
    'Use a StorageClass with `reclaimPolicy: Retain` for stateful data, and patch existing volumes: `kubectl patch pv NAME -p` with `persistentVolumeReclaimPolicy: Retain`.',
  references: ['reclaim-policy'],
  needs: ['claims'],
  passNeeds: ['pods', 'workloads'],
  *run({ claims }): Iterable<Finding> {
    const stateful = claims.filter(
      ({ ofStatefulSet, volume, binding }) => ofStatefulSet && volume && binding.state === 'bound',
    );
    const deleted = groupBy(
      stateful.filter(({ volume }) => volume?.reclaimPolicy === 'Delete'),
      ({ record }) => record.namespace,
    );
    const findings = [...deleted].map(([namespace, own]): Finding => ({
      verdict: 'fail',
      at: { kind: 'Namespace', name: namespace },
      members: own.map(claimName),
      message: `${plural(own.length, 'volume')} of StatefulSets ${own.length === 1 ? 'has' : 'have'} the reclaim policy Delete: ${listed(own.map(claimName))}`,
      evidence: few(own, claimEvidence),
    }));
    yield* orPass(findings, stateful.length, {
      none: 'no bound claim of a StatefulSet',
      pass: 'volumes of StatefulSets are retained',
      source: 'persistentvolumes',
    });
  },
});
