import { plural } from '../../shared/text.ts';
import { document, listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { claimEvidence, claimName, orPass } from '../helpers/storage.ts';

/** API groups of backup products, whose CRDs only an administrator creates. */
const BACKUP_GROUPS = /(?:^|\.)(?:velero\.io|kio\.kasten\.io|k8up\.io|stash\.appscode\.com|kubestash\.com)$/;

export default defineCheck({
  id: 'storage/backup-not-observed',
  title: 'Stateful claims without an observed backup',
  control: 'Backup of claims',
  severity: 'info',
  why: 'A deleted or encrypted volume cannot be restored without a backup. No backup product and no snapshot of these claims exists in the cluster.',
  remediation:
    'Install a backup product such as Velero with a schedule, or create VolumeSnapshots regularly. Accept the risk with a waiver if a system outside of the cluster backs up the storage.',
  references: ['volume-snapshots'],
  needs: ['claims', 'extensions'],
  uses: ['addons', 'volumeSnapshots'],
  passNeeds: ['pods', 'workloads'],
  *run({ claims, addons, extensions, volumeSnapshots }): Iterable<Finding> {
    const stateful = claims.filter(
      ({ ofStatefulSet, binding }) => ofStatefulSet && binding.state === 'bound',
    );
    const saved = new Set(
      volumeSnapshots.snapshots
        .filter(({ ready }) => ready === true)
        .map(({ namespace, claim = '' }) => `${namespace}/${claim}`),
    );
    const open = stateful.filter((claim) => !saved.has(claimName(claim)));
    // Anyone can run an image of that name: a trusted workload or a CRD of the product is by an administrator.
    const defined = extensions.crds.some(({ group }) => BACKUP_GROUPS.test(group));
    const products = addons.filter(
      ({ category, trusted, uncertain }) =>
        category === 'backup' && (defined || trusted.length + uncertain.length > 0),
    );
    if (open.length > 0 && products.length > 0) {
      yield {
        verdict: 'unknown',
        message: `${products.map(({ name }) => name).join(', ')}: unknown whether its backups contain ${listed(open.map(claimName))}`,
        requires: [document('check the schedules and the last restore test of the backup product')],
        evidence: products.map(({ name, id }) => observed(`add-on ${id}`, name)),
      };
      return;
    }
    if (open.length > 0 && !volumeSnapshots.complete) {
      yield {
        verdict: 'unknown',
        message: 'VolumeSnapshots were not collected',
        requires: [listAll('volumesnapshots.snapshot.storage.k8s.io')],
      };
      return;
    }
    const findings: Finding[] =
      open.length === 0
        ? []
        : [
            {
              verdict: 'fail',
              members: open.map(claimName),
              restsOn: ['volumesnapshots', 'pods', 'workloads'],
              message: `${plural(open.length, 'claim')} of StatefulSets without a snapshot, and no backup product in the cluster: ${listed(open.map(claimName))}`,
              evidence: few(open, claimEvidence),
            },
          ];
    yield* orPass(findings, stateful.length, {
      none: 'no bound claim of a StatefulSet',
      pass: 'a ready VolumeSnapshot of every claim of a StatefulSet exists',
      source: 'volumesnapshots',
    });
  },
});
