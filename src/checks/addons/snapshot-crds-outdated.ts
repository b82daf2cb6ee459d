import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { see } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'addons/snapshot-crds-outdated',
  title: 'Volume snapshot CRDs without version v1',
  control: 'Volume snapshot CRDs',
  severity: 'medium',
  why: 'Current CSI drivers and backup tools use version v1, and cannot create snapshots with these CRDs. Backups of volumes fail.',
  remediation: 'Install the CRDs and the snapshot-controller of a current release of external-snapshotter.',
  references: ['K07', 'volume-snapshots'],
  needs: [],
  uses: ['extensions'],
  collectors: ['crds'],
  passNeeds: ['crds'],
  *run({ extensions }): Iterable<Finding> {
    const own = extensions.crds.filter(({ group }) => group === 'snapshot.storage.k8s.io');
    const outdated = own.filter(({ versions }) => versions.length > 0 && !versions.includes('v1'));
    const unread = own.filter(({ versions }) => versions.length === 0);
    const evidence = few(outdated.length > 0 ? outdated : own, ({ name, versions }) =>
      observed(`CustomResourceDefinition ${name}`, `versions: ${versions.join(', ')}`),
    );
    if (own.length === 0) yield { verdict: 'not-applicable', message: 'no CRD for volume snapshots' };
    else if (outdated.length > 0)
      yield {
        verdict: 'fail',
        message: `served versions of ${listed(outdated.map(({ name }) => name))} do not include v1`,
        evidence,
      };
    else if (unread.length > 0)
      yield {
        verdict: 'unknown',
        message: `no served version of ${listed(unread.map(({ name }) => name))}`,
        requires: [see('review the versions of these CRDs')],
        evidence,
      };
    else yield { verdict: 'pass', message: 'version v1 is served', evidence };
  },
});
