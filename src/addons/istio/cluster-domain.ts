import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { command } from '../../shared/requirement.ts';
import { controlContainer } from './recognition/control-planes.ts';

/** `--domain` of istiod without an argument (istio pilot/cmd/pilot-discovery/app/cmd.go). */
export const DEFAULT_DOMAIN = 'cluster.local';

/**
 * The domain in which istiod names Services: its argument `--domain`, whatever kubelets and CoreDNS have. Where no control plane shows its
 * arguments it is the default, unless a rule names a Service in another domain: unknown.
 */
export function clusterDomain(
  control: readonly WorkloadFacts[],
  hosts: readonly string[],
  isService: (name: string) => boolean,
): Known<string> {
  const found = control.map((workload) => domainOf(workload));
  const values = new Set(found.flatMap((one) => one?.domain ?? []));
  const [first] = values;
  if (values.size > 1)
    return unknown(
      `the control planes of the mesh have different domains: ${[...values].join(', ')}`,
      command('kubectl get deployments -A -l app=istiod -o yaml'),
    );
  const evidence = found.flatMap((one) => one?.evidence ?? []);
  if (first !== undefined && !found.includes(undefined)) return known(first, ...evidence);
  const other = hosts.find((host) => {
    const [, service, domain] = /^([^.*]+\.[^.]+)\.svc\.(.+)$/.exec(host) ?? [];
    return service !== undefined && domain !== (first ?? DEFAULT_DOMAIN) && isService(service);
  });
  return other === undefined
    ? known(first ?? DEFAULT_DOMAIN, ...evidence)
    : unknown(
        `whether ${other} is a Service of the mesh is unknown: --domain of istiod is not observed`,
        command('kubectl get deployments -A -l app=istiod -o yaml'),
      );
}

/** Undefined where the container has no arguments that were collected. */
function domainOf(workload: WorkloadFacts): { domain: string; evidence: Evidence } | undefined {
  const container = controlContainer(workload);
  if (!container || (container.args === undefined && container.command === undefined)) return undefined;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const at = words.findIndex((word) => word === '--domain' || word.startsWith('--domain='));
  const given = words[at]?.startsWith('--domain=') ? words[at].slice('--domain='.length) : words[at + 1];
  const domain = at < 0 || given === undefined || given === '' ? undefined : given;
  const { kind, namespace, name } = workload;
  return {
    domain: domain ?? DEFAULT_DOMAIN,
    evidence: {
      source: 'object',
      confidence: domain === undefined ? 'default' : 'observed',
      location: `${kind} ${namespace}/${name}`,
      value: `--domain ${domain ?? `not set (default: ${DEFAULT_DOMAIN})`}`,
    },
  };
}
