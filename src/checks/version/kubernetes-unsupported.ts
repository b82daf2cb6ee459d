import { asOf, kubernetesReleases, vendorSupport } from '../../data/kubernetes-releases.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { known } from '../../shared/evidence.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

/** These patch their own builds for longer than upstream, by calendars that are not in the table. */
const OWN_CALENDAR: ReadonlySet<string> = new Set(['openshift', 'oke', 'iks', 'doks', 'lke']);

export default defineCheck({
  id: 'version/kubernetes-unsupported',
  title: 'The Kubernetes version gets no more patches',
  severity: 'high',
  why: 'Vulnerabilities that are found from now on stay open in this cluster. The longer the wait, the more minors the upgrade has to climb, one at a time.',
  fix: 'Upgrade one minor at a time to a supported version; look at deprecated APIs first.',
  references: [
    { framework: 'OWASP K8s 2025', id: 'K07' },
    { framework: 'NSA/CISA', id: 'Upgrading and application security practices' },
    { framework: 'docs', id: 'Releases', url: 'https://kubernetes.io/releases/' },
  ],
  union: [319],
  needs: [],
  uses: ['cluster', 'controlPlane'],
  *run({ cluster, controlPlane }) {
    const { distribution, takenAt } = cluster;
    // While an upgrade is under way, the oldest server is the one without patches.
    const oldest = controlPlane.apiServer.versions[0];
    const version = oldest ? known(oldest.version, ...oldest.evidence) : cluster.version;
    const minor = oldest ? known(oldest.minor, ...oldest.evidence) : cluster.minor;
    if (!version.known || !minor.known) {
      const reason = version.known ? 'the server version could not be read' : version.reason;
      yield { verdict: 'unknown', at, message: reason, settle: ['get /version'] };
      return;
    }
    const upstream = kubernetesReleases.find((release) => release.minor === minor.value);
    const newest = kubernetesReleases.at(-1)?.minor ?? 0;
    if (minor.value > newest) {
      yield {
        verdict: 'unknown',
        at,
        message: `${version.value} is newer than the table of releases (as of ${asOf})`,
        settle: ['update kubectl-archmap'],
        evidence: version.evidence,
      };
      return;
    }
    const vendor = distribution.known ? distribution.value : undefined;
    const support = vendor && vendorSupport[vendor.id];
    const window = support?.windows.find((entry) => entry.minor === minor.value);
    const endOfLife = upstream?.endOfLife ?? kubernetesReleases[0]?.endOfLife ?? asOf;
    const end = window ? window.standard : endOfLife;
    const who = window && vendor ? vendor.name : 'upstream';
    const shown: Evidence = {
      witness: 'data',
      confidence: 'documented',
      source: `support windows as of ${asOf}`,
      value: `1.${minor.value}: ${who} until ${end}${upstream || window ? '' : ' or earlier'}`,
    };
    const evidence = [...version.evidence, shown];
    const today = takenAt.toISOString().slice(0, 10);
    if (today <= end) {
      yield { verdict: 'pass', at, message: `${version.value} is supported (${who}) until ${end}`, evidence };
    } else if (window?.extended !== undefined && today <= window.extended) {
      const after = support?.plan
        ? `only clusters in ${support.plan} get patches after that, until ${window.extended}, and whether this one is enrolled does not show`
        : `extended support ends on ${window.extended}`;
      yield {
        verdict: 'fail',
        at,
        detail: `1.${minor.value}`,
        severity: 'medium',
        message: `${version.value} left the standard support of ${who} on ${end}; ${after}`,
        evidence,
      };
    } else if (vendor && !window && hasOwnCalendar(vendor.id, minor.value)) {
      yield {
        verdict: 'unknown',
        at,
        message: `upstream patches ended on ${end}; how long ${vendor.name} patches 1.${minor.value} by itself is not in the table`,
        settle: [`look up the life cycle of ${vendor.name}`],
        evidence,
      };
    } else {
      yield {
        verdict: 'fail',
        at,
        detail: `1.${minor.value}`,
        message: `${version.value} has had no patches (${who}) since ${window?.extended ?? end}${upstream ? '' : ' or earlier'}`,
        evidence,
      };
    }
  },
});

/** What a vendor does with a minor that its own table does not hold yet cannot be told from upstream's dates. */
function hasOwnCalendar(id: string, minor: number): boolean {
  const last = vendorSupport[id]?.windows.at(-1)?.minor;
  return OWN_CALENDAR.has(id) || (last !== undefined && minor > last);
}
