import type { ServiceFacts } from '../../../model/types.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { put } from '../../../shared/group.ts';
import { recordsIn, textsIn } from '../custom-objects.ts';

/** A host that proxies know: of a Service, or of a ServiceEntry. */
export interface KnownHost {
  host: string;
  ports: readonly number[];
  /** Namespaces whose proxies know it; `*` is all of them. */
  visible: ReadonlySet<string>;
  service?: ServiceFacts;
  entry?: CustomRecord;
}

export interface HostRegistry {
  /** What a host of a rule in this namespace is, for proxies of the namespaces that the rule is exported to. */
  find: (host: string, namespace: string, exportTo?: readonly string[]) => KnownHost | undefined;
}

/** The full name of a host of a rule: short names are Services of its own namespace, in the domain of the cluster. */
export function fullHost(host: string, namespace: string): string {
  const lower = host.toLowerCase().replace(/\.$/, '');
  return lower.includes('.') || lower.startsWith('*') ? withoutDomain(lower) : `${lower}.${namespace}.svc`;
}

/** The domain of the cluster is not visible to every reader: names of Services are compared up to `.svc`. */
function withoutDomain(host: string): string {
  return /^([^.*]+\.[^.]+\.svc)\.[^/]+$/.exec(host)?.[1] ?? host;
}

/** `namespace/name` of the Service that a full host names. */
export function serviceNamed(host: string): string | undefined {
  const [, name, namespace] = /^([^.*]+)\.([^.]+)\.svc$/.exec(host) ?? [];
  return name === undefined || namespace === undefined ? undefined : `${namespace}/${name}`;
}

const EXPORT = 'networking.istio.io/exportTo';

/** The hosts of the mesh, found by name, or by the suffix of a wildcard of a ServiceEntry. */
export function registryOf(
  services: readonly ServiceFacts[],
  entries: readonly CustomRecord[],
): HostRegistry {
  const hosts = new Map<string, KnownHost[]>();
  for (const service of services) {
    const { namespace, name, ports, annotations } = service.record;
    const exportTo = (annotations[EXPORT] ?? '').split(',').map((place) => place.trim());
    put(hosts, `${name}.${namespace}.svc`, {
      host: `${name}.${namespace}.svc`,
      ports: ports.map(({ port }) => port),
      visible: scopes(
        exportTo.filter((place) => place !== ''),
        namespace,
      ),
      service,
    });
  }
  for (const entry of entries) {
    const { namespace = '', spec } = entry;
    const ports = recordsIn(spec['ports']).flatMap(({ number }) =>
      typeof number === 'number' ? number : [],
    );
    for (const host of textsIn(spec['hosts'])) {
      const full = fullHost(host, namespace);
      put(hosts, full, { host: full, ports, visible: scopes(textsIn(spec['exportTo']), namespace), entry });
    }
  }
  return {
    find: (host, namespace, exportTo = []) => {
      const full = fullHost(host, namespace);
      const readers =
        exportTo.length === 0 ? [namespace] : exportTo.map((to) => (to === '.' ? namespace : to));
      const visible = (known: KnownHost) =>
        known.visible.has('*') || readers.some((reader) => known.visible.has(reader));
      for (const name of hostNames(full)) {
        const found = hosts.get(name)?.find(visible);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Names by which a host is found: its own, and the wildcards above it. A wildcard does not match the name that it begins with. */
export function hostNames(host: string): string[] {
  const labels = host.replace(/^\*\.?/, '').split('.');
  const above = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
  return [...new Set([host, ...above, '*'])];
}

/** Namespaces that an object is exported to: all of them by default, `.` is its own. */
export function scopes(exportTo: readonly string[], namespace: string): ReadonlySet<string> {
  if (exportTo.length === 0 || exportTo.includes('*')) return new Set(['*']);
  return new Set(exportTo.map((place) => (place === '.' ? namespace : place)));
}
