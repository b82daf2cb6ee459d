import { document, UPDATE } from '../../shared/requirement.ts';
import type { EnvoyProxyFacts } from '../../addons/types.ts';
import { asOf, envoyReleases, envoyVendors } from '../../data/envoy-releases.ts';
import { parseVersion } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perEnvoy } from '../helpers/envoy.ts';
import { observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/version-unsupported',
  title: 'Envoy version end of life',
  control: 'Envoy version support',
  severity: 'high',
  why: 'Vulnerabilities in Envoy are no longer fixed after end of life. Proxies process untrusted traffic, so attackers can exploit them remotely.',
  remediation:
    'Upgrade Envoy to a supported release. Proxies of a controller are upgraded with it: first move the controller to a release with a supported Envoy.',
  references: ['envoy-releases', 'K07'],
  needs: [],
  uses: ['envoy', 'cluster'],
  run({ envoy, cluster }): Iterable<Finding> {
    const today = cluster.takenAt.toISOString().slice(0, 10);
    return perEnvoy(envoy, (proxy) => evaluate(proxy, today));
  },
});

function evaluate({ version, image, form, workload }: EnvoyProxyFacts, today: string): Finding {
  const evidence = [observed(workloadName(workload), image)];
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (!parsed || parsed.major !== 1)
    return {
      verdict: 'unknown',
      message: `image of ${form} contains no version of Envoy`,
      requires: [document(`look up the version of Envoy in ${image}`)],
      evidence,
    };
  const name = `1.${parsed.minor}`;
  const entry = envoyReleases.find(({ minor }) => minor === parsed.minor);
  const first = envoyReleases[0]?.minor ?? 0;
  if (!entry && parsed.minor > first)
    return {
      verdict: 'unknown',
      message: `Envoy ${name} is newer than the release data (as of ${asOf})`,
      requires: [UPDATE],
      evidence,
    };
  const end = entry?.endOfLife ?? envoyReleases[0]?.endOfLife ?? asOf;
  const rows: Evidence[] = [
    ...evidence,
    {
      source: 'data',
      confidence: 'documented',
      location: `support dates of Envoy as of ${asOf}`,
      value: `${name}: until ${end}${entry ? '' : ' or earlier'}`,
    },
  ];
  if (today <= end)
    return { verdict: 'pass', message: `Envoy ${name} is supported until ${end}`, evidence: rows };
  const vendor = envoyVendors.find(({ mark }) => mark.test(image));
  return vendor
    ? {
        verdict: 'unknown',
        message: `support for Envoy ${name} ended upstream on ${end}; builds of ${vendor.name} can have fixes`,
        requires: [document(`review the support dates of ${vendor.name}`)],
        evidence: rows,
      }
    : {
        verdict: 'fail',
        detail: name,
        message: `support for Envoy ${name} ended on ${end}${entry ? '' : ' or earlier'}`,
        evidence: rows,
      };
}
