import type { WorkloadFacts } from '../../../model/types.ts';
import type { Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { command } from '../../../shared/requirement.ts';
import { lastingContainers } from '../../images.ts';

/** istiod's default of `--domain` (istio pkg/config/constants, DefaultClusterLocalDomain). */
export const DEFAULT_DOMAIN = 'cluster.local';

const LOOK = command('kubectl -n istio-system get deployment -l app=istiod -o yaml');

/**
 * The domain in which istiod names Services, by `--domain` of the control planes. Hosts of rules in another one are no Services of the cluster.
 * Without an observed control plane the default is assumed, unless a rule names a Service in another domain.
 */
export function domainOf(control: readonly WorkloadFacts[], hosts: readonly string[]): Known<string> {
  const found = new Map(
    control.flatMap((workload) =>
      domainsIn(workload).map((domain) => [
        domain,
        `${workload.kind} ${workload.namespace}/${workload.name}`,
      ]),
    ),
  );
  const [first, second] = [...found];
  if (second) return unknown(`istiod has several values of --domain: ${[...found.keys()].join(', ')}`, LOOK);
  if (first?.[0]?.includes('$(')) return unknown(`--domain of istiod is the variable ${first[0]}`, LOOK);
  if (first)
    return known(first[0] ?? '', {
      source: 'object',
      confidence: 'observed',
      location: first[1] ?? '',
      value: `--domain ${first[0] ?? ''}`,
    });
  const other = hosts.find((host) => !/\.svc\.cluster\.local$/i.test(host) && /[^.]\.svc\.[^.]/i.test(host));
  return other === undefined
    ? known(DEFAULT_DOMAIN, {
        source: 'object',
        confidence: 'default',
        location: 'istiod',
        value: `--domain ${DEFAULT_DOMAIN}`,
      })
    : unknown(`whether ${other} is a Service of the cluster is not known: no istiod was observed`, LOOK);
}

/** An istiod without the argument uses the default. */
function domainsIn(workload: WorkloadFacts): string[] {
  const container = lastingContainers(workload).find(({ args = [] }) => args.includes('discovery'));
  if (!container) return [];
  const { args = [] } = container;
  const at = args.findIndex((word) => word === '--domain' || word.startsWith('--domain='));
  const value = args[at]?.startsWith('--domain=') ? args[at]?.slice('--domain='.length) : args[at + 1];
  return [(at < 0 ? DEFAULT_DOMAIN : (value ?? DEFAULT_DOMAIN)).toLowerCase().replace(/\.$/, '')];
}
