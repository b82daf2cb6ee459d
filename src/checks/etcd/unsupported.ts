import { hostCommand } from '../../shared/requirement.ts';
import { asOf, etcdReleases } from '../../data/etcd-releases.ts';
import { minorName, parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { few, listed, requiresOr } from '../helpers/objects.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/unsupported',
  title: 'etcd version end of life',
  control: 'etcd version support',
  severity: 'medium',
  why: 'An end-of-life etcd version receives no fixes. Known defects, including data loss or corruption, and new vulnerabilities remain in the datastore of the cluster.',
  remediation:
    'Upgrade etcd one minor version at a time, with a backup before each step. On kubeadm clusters, `kubeadm upgrade apply` upgrades etcd with the control plane.',
  references: ['K07', 'etcd-versioning'],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { etcd }, cluster }): Iterable<Finding> {
    const elsewhere = usesOtherDatastore(etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    const reported = etcd.instances.filter(({ version }) => parseVersion(version ?? ''));
    const today = cluster.takenAt.toISOString().slice(0, 10);
    const old = reported.filter(({ version = '' }) => hasEnded(version, today));
    if (old.length === 0 && reported.length > 0 && etcd.uncollected.length > 0) {
      yield {
        verdict: 'unknown',
        at,
        message: `no risk found on observed members; etcd at ${listed(etcd.uncollected)} was not observed`,
        requires: [hostCommand('etcdctl version')],
      };
      return;
    }
    if (reported.length === 0 || reported.length < etcd.instances.length) {
      yield {
        verdict: 'unknown',
        at,
        message: etcd.version.known ? 'version of some members is not reported' : etcd.version.reason,
        requires: requiresOr(etcd.version.known ? [] : etcd.version.requires, hostCommand('etcdctl version')),
      };
      return;
    }
    const evidence = few(old.length > 0 ? old : reported, ({ source, location, image, version }) => ({
      source,
      confidence: 'observed' as const,
      location,
      value: image ?? version ?? '',
    }));
    const names = [...new Set((old.length > 0 ? old : reported).map(({ version }) => version))].join(', ');
    yield old.length > 0
      ? {
          verdict: 'fail',
          at,
          detail: names,
          message: `etcd ${names} is end of life (as of ${asOf})`,
          evidence,
        }
      : {
          verdict: 'pass',
          at,
          message: `etcd ${names} is supported (as of ${asOf})`,
          evidence,
        };
  },
});

function hasEnded(version: string, today: string): boolean {
  const branch = minorName(version);
  const row = etcdReleases.find((release) => release.branch === branch);
  if (row) return row.endOfLife !== undefined && row.endOfLife < today;
  const [own, first] = [parseVersion(version), parseVersion(etcdReleases[0]?.branch ?? '')];
  return (
    own !== undefined &&
    first !== undefined &&
    (own.major < first.major || (own.major === first.major && own.minor < first.minor))
  );
}
