import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { uncollectedClaims } from '../helpers/host-path-doubts.ts';
import type { HostPathUse } from '../helpers/host-path-uses.ts';
import { hostPathUses } from '../helpers/host-path-uses.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { cutShort, longPaths } from '../helpers/pod-faults.ts';
import type { ClassifiedWorkload } from '../helpers/system.ts';
import { asUncertain, classifyWorkloads } from '../helpers/system.ts';

export default defineCheck({
  id: 'namespaces/host-path-shared',
  title: 'hostPath directory shared across namespaces',
  control: 'Directories of nodes shared between namespaces',
  severity: 'low',
  why: 'A workload can read or modify the data of a workload in another namespace through the same directory of a node. RBAC, NetworkPolicy and quotas do not apply to it.',
  remediation:
    'Use a PersistentVolumeClaim for each workload. If both have to exchange data, use an API, or mount the directory with `readOnly: true` in the consumer.',
  references: ['NSA Pod security: hostPath', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodeLayout', 'storage'],
  *run({ workloads, addons, cluster, nodeLayout, storage }): Iterable<Finding> {
    const placed = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin }) => origin === 'application' || origin === 'uncertain');
    const applications = placed.map(({ workload }) => workload);
    const uses = placed.flatMap((one) =>
      hostPathUses(one.workload, storage, nodeLayout)
        .filter(({ kind }) => kind !== 'harmless')
        .map((use) => ({ ...one, use })),
    );
    const shared = [...groupByDirectory(uses)].filter(([, users]) => isShared(users));
    for (const [path, users] of shared) {
      const namespaces = [...new Set(users.map(({ workload }) => workload.namespace))].sort();
      const doubtful = users.find(({ origin }) => origin === 'uncertain');
      if (doubtful && !isShared(users.filter(({ origin }) => origin !== 'uncertain'))) {
        yield asUncertain(
          doubtful,
          `directory ${path} is mounted in ${plural(namespaces.length, 'namespace')}`,
        );
        continue;
      }
      yield {
        verdict: 'fail',
        detail: path,
        message: `directory ${path} is mounted in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)}), writable in at least one`,
        evidence: few(users, ({ workload, use }) => observed(workloadName(workload), use.text)),
      };
    }
    const open = [
      ...cutShort(applications),
      ...uncollectedClaims(applications, storage),
      ...longPaths(storage),
    ];
    yield* open;
    if (shared.length + open.length > 0) return;
    yield uses.length === 0
      ? {
          verdict: 'not-applicable',
          message: 'no application workload mounts a directory of its node',
          evidence: [observed('pods', `${plural(applications.length, 'application workload')} evaluated`)],
        }
      : {
          verdict: 'pass',
          message: 'no directory of a node is shared between namespaces',
          evidence: few(uses, ({ workload, use }) => observed(workloadName(workload), use.text)),
        };
  },
});

interface User extends ClassifiedWorkload {
  use: HostPathUse;
}

/** By the highest mounted directory: a mount of a directory contains those below it. */
function groupByDirectory(users: readonly User[]): Map<string, User[]> {
  const paths = new Set(users.map(({ use }) => use.path));
  return groupBy(users, ({ use }) => parentsOf(use.path).find((parent) => paths.has(parent)) ?? use.path);
}

/** `/`, `/srv`, `/srv/data` of `/srv/data/in`. */
function parentsOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_, index) => `/${names.slice(0, index).join('/')}`);
}

function isShared(users: readonly User[]): boolean {
  return (
    new Set(users.map(({ workload }) => workload.namespace)).size > 1 && users.some(({ use }) => use.writable)
  );
}
