import { document } from '../../shared/requirement.ts';
import type { EnvoyProxyFacts } from '../../addons/types.ts';
import {
  envoyReleases,
  envoyVendors,
  envoyVulnerabilities,
  vulnerabilitiesUntil,
} from '../../data/envoy-releases.ts';
import { parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perEnvoy } from '../helpers/envoy.ts';
import { few, observed, workloadName } from '../helpers/objects.ts';
import { named, openIn } from '../helpers/vulnerable.ts';

export default defineCheck({
  id: 'envoy/proxy-vulnerable',
  title: 'Envoy proxy has known CVEs',
  control: 'Envoy vulnerabilities',
  severity: 'high',
  why: 'Clients without authentication can use these vulnerabilities to bypass authorization rules or to stop the proxy. All services behind the proxy are affected.',
  remediation:
    'Upgrade Envoy to the latest patch of its minor version. For the proxies of a controller, upgrade the controller or set the image in its proxy settings.',
  references: ['envoy-security-advisories', 'K07'],
  needs: [],
  uses: ['envoy'],
  run: ({ envoy }): Iterable<Finding> => perEnvoy(envoy, evaluate),
});

function evaluate({ version, image, form, workload }: EnvoyProxyFacts): Finding {
  const evidence = [observed(workloadName(workload), image)];
  const lookUp = [document('look up the advisories of Envoy')];
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (version === undefined || parsed?.major !== 1)
    return {
      verdict: 'unknown',
      message: `image of ${form} contains no version of Envoy`,
      requires: lookUp,
      evidence,
    };
  const open = openIn(version, envoyVulnerabilities);
  const rows = [
    ...evidence,
    ...few(open, ({ id, what, fixed }) => observed(id, `${what}; fixed in ${fixed.join(', ')}`)),
  ];
  const vendor = envoyVendors.find(({ mark }) => mark.test(image));
  if (open.length > 0)
    return vendor
      ? {
          verdict: 'unknown',
          message: `Envoy ${version} has ${named(open)}; builds of ${vendor.name} can have fixes`,
          requires: [document(`look up the advisories of ${vendor.name}`)],
          evidence: rows,
        }
      : { verdict: 'fail', detail: version, message: `Envoy ${version}: ${named(open)}`, evidence: rows };
  const latest = envoyReleases.find(({ minor }) => minor === parsed.minor)?.latest;
  if (latest === undefined || (parseVersion(latest)?.patch ?? 0) > parsed.patch)
    return {
      verdict: 'unknown',
      message: `Envoy ${version} has none of the vulnerabilities known until ${vulnerabilitiesUntil}${latest === undefined ? '' : `, but ${latest} is newer`}`,
      requires: lookUp,
      evidence,
    };
  return {
    verdict: 'pass',
    message: `Envoy ${version} is the latest patch, without known vulnerabilities (until ${vulnerabilitiesUntil})`,
    evidence,
  };
}
