import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { claimName, orPass, volumeEvidence } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/data-on-one-node',
  title: 'Volume data on a single node',
  control: 'Volumes on local disks',
  severity: 'info',
  why: 'The data of a local or hostPath volume exists on one node. Pods cannot move to another node, and the data is lost with the disk.',
  remediation:
    'Use replicated storage for data that the application does not replicate itself, and back it up.',
  references: ['local-volumes'],
  needs: ['claims'],
  *run({ claims }): Iterable<Finding> {
    const bound = claims.filter(({ binding, volume }) => binding.state === 'bound' && volume);
    const local = groupBy(
      bound.filter(({ volume }) => volume?.type === 'local' || volume?.type === 'hostPath'),
      ({ record }) => record.namespace,
    );
    const findings = [...local].map(([namespace, own]): Finding => ({
      verdict: 'fail',
      at: { kind: 'Namespace', name: namespace },
      members: own.map(claimName),
      message: `${plural(own.length, 'claim is', 'claims are')} bound to volumes on a node: ${listed(own.map(claimName))}`,
      evidence: few(
        own.flatMap(({ volume }) => volume ?? []),
        volumeEvidence,
      ),
    }));
    yield* orPass(findings, bound.length, {
      none: 'no bound claim',
      pass: 'no claim is bound to a local or hostPath volume',
      source: 'persistentvolumes',
    });
  },
});
