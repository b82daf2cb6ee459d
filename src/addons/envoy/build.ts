import { missingText } from '../../snapshot/missing.ts';
import { isLoopback } from '../../shared/addresses.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { RecognizedAddon, EnvoyFacts, EnvoyProxyFacts } from '../types.ts';
import { origins } from '../origin.ts';
import type { BootstrapIndex, Configuration } from './bootstraps.ts';
import { configurationsOf, indexed, isCrossed, merged } from './bootstraps.ts';
import { controllersOf, formOf, MARKS, sidecarsOf } from './forms.ts';
import { classesOf, listenersOf } from './listeners.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import { imageVersion } from '../../shared/image.ts';
import { permission, see } from '../../shared/requirement.ts';

/** Envoy outside Istio: proxies, their control planes, and the listeners that these are asked for. */
export function buildEnvoy(model: ClusterModel): EnvoyFacts {
  const bootstraps = indexed(model.extensions.envoyBootstraps);
  const inNamespace = groupBy(model.services, ({ record }) => record.namespace);
  // EndpointSlices can point from any namespace to any pod.
  const byAddress = groupByEach(model.services, ({ destinations }) =>
    destinations.flatMap(({ pods, maybe }) => [...pods, ...maybe]),
  );
  const servicesOf = ({ namespace, pods }: WorkloadFacts) => [
    ...new Set([...(inNamespace.get(namespace) ?? []), ...pods.flatMap((pod) => byAddress.get(pod) ?? [])]),
  ];
  const proxies = model.workloads.flatMap((workload) => proxyOf(workload, bootstraps, servicesOf, model));
  const classes = classesOf(model.extensions);
  const custom = groupBy(model.extensions.custom, ({ group, kind }) => `${group}/${kind}`);
  const objects = (key: string) => custom.get(key) ?? [];
  return {
    installed: installed(model, proxies),
    proxies,
    controllers: controllersOf(model),
    sidecars: sidecarsOf(model.workloads),
    classes,
    listeners: listenersOf(model.extensions, classes, objects),
    objects,
    patches: model.extensions.routes
      .filter(({ kind }) => kind === 'EnvoyPatchPolicy')
      .map(({ namespace, name }) => `${namespace}/${name}`),
  };
}

function proxyOf(
  workload: WorkloadFacts,
  bootstraps: BootstrapIndex,
  servicesOf: (workload: WorkloadFacts) => readonly ServiceFacts[],
  model: ClusterModel,
): EnvoyProxyFacts[] {
  const found = configurationsOf(workload, bootstraps);
  const [first] = found;
  if (!first) return [];
  const { image } = first.container;
  const form = formOf(workload);
  const version = form === 'Gloo' || form === 'kgateway' ? undefined : imageVersion(image);
  const put = model.trust.put(workload, MARKS);
  const admin = adminOf(workload, found, model);
  return [
    {
      workload,
      form,
      image,
      ...(version && { version }),
      trusted: put.known && put.value,
      configurations: found.map(({ container, parts, missing, maybe }) => {
        const bootstrap = merged(parts);
        return {
          container: container.name,
          ...(bootstrap && { bootstrap }),
          ...(missing !== undefined && { missing }),
          maybe,
        };
      }),
      admin,
      publishedBy:
        admin.known && admin.value.port !== undefined
          ? publishers(workload, admin.value.port, servicesOf(workload))
          : [],
    },
  ];
}

/** Of several containers or templates, an open admin interface comes first, then what is not known. */
function adminOf(
  workload: WorkloadFacts,
  found: readonly Configuration[],
  model: ClusterModel,
): EnvoyProxyFacts['admin'] {
  const answers = found.map((one) => adminOfOne(workload, one, model));
  return (
    answers.find((answer) => answer.known && !answer.value.loopback) ??
    answers.find((answer) => !answer.known) ??
    answers.find((answer) => answer.known && answer.value.address !== 'none') ??
    answers[0] ??
    unknown('its configuration was not read')
  );
}

function adminOfOne(
  workload: WorkloadFacts,
  { parts, missing, maybe }: Configuration,
  model: ClusterModel,
): EnvoyProxyFacts['admin'] {
  const all = merged(parts);
  const sure = all && adminFrom(all, workload);
  if (sure?.known && !sure.value.loopback) return sure;
  if (missing !== undefined || !sure || isCrossed(parts)) {
    const open = maybe
      .map((record) => adminFrom(record, workload))
      .find((one) => one.known && !one.value.loopback);
    if (open && missing !== undefined) return open;
    const outcome = model.outcome('envoy');
    return unknown(
      missing ?? 'its listeners and its admin interface are configured in two places',
      ...(outcome.missing ?? []).map((rule) => permission(rule)),
    );
  }
  return sure;
}

function adminFrom(found: EnvoyBootstrapRecord, workload: WorkloadFacts): EnvoyProxyFacts['admin'] {
  const evidence = {
    source: 'object',
    confidence: 'observed',
    location: `${found.source.split('/').slice(0, 2).join(' ')} in ${found.namespace}`,
  } as const;
  if (!found.admin)
    return known(
      { address: 'none', loopback: true },
      { ...evidence, value: 'no admin interface is configured' },
    );
  const { address, port } = found.admin;
  const own = `admin on ${address}${port === undefined ? '' : `:${port}`}`;
  const through = isLocal(found.admin)
    ? (found.adminBehind ?? []).find((listener) => !isLoopback(listener.address))
    : undefined;
  if (through)
    return known(
      { ...through, loopback: false, behind: true },
      {
        ...evidence,
        value: `${own}, and a listener on ${through.address}:${through.port ?? '?'} that passes on to it`,
      },
    );
  // The uncollected listeners may forward to the admin interface, which accepts commands without authentication.
  if (isLocal(found.admin) && found.adminUncollected !== undefined)
    return unknown(
      `${own}, but ${found.adminUncollected} and may forward to it`,
      see(
        `look at the listeners of ${workload.kind} ${workload.namespace}/${workload.name} in config_dump of its admin interface`,
      ),
    );
  return known(
    { address, ...(port !== undefined && { port }), loopback: isLocal(found.admin) },
    { ...evidence, value: own },
  );
}

/** On the loopback interface, or a Unix socket? */
function isLocal({ address, pipe }: NonNullable<EnvoyBootstrapRecord['admin']>): boolean {
  return pipe === true || isLoopback(address);
}

/** Services whose target port is the admin port, and host ports that open it. */
function publishers(workload: WorkloadFacts, port: number, services: readonly ServiceFacts[]): string[] {
  const declared = workload.templates
    .flatMap(({ template }) => template.containers)
    .flatMap(({ ports = [] }) => ports.filter((entry) => entry.port === port));
  const names = new Set(declared.map(({ name }) => name ?? ''));
  const own = new Set(workload.pods);
  const byService = services
    .filter(
      ({ record, pods, destinations }) =>
        (pods.some((pod) => own.has(pod)) &&
          record.ports.some(
            ({ targetPort, port: same }) =>
              (targetPort ?? String(same)) === String(port) ||
              (targetPort !== undefined && names.has(targetPort)),
          )) ||
        destinations.some(
          (one) =>
            one.ports.some((entry) => entry.port === port) &&
            [...one.pods, ...one.maybe].some((pod) => own.has(pod)),
        ),
    )
    .map(({ record }) => `Service ${record.namespace}/${record.name} (${record.type})`);
  const byHost = declared.flatMap(({ hostPort }) => (hostPort === undefined ? [] : `host port ${hostPort}`));
  return [...byService, ...new Set(byHost)];
}

function installed({ outcome }: ClusterModel, proxies: readonly EnvoyProxyFacts[]): Known<boolean> {
  const [first] = proxies;
  if (first)
    return known(true, {
      source: 'object',
      confidence: 'observed',
      location: `${first.workload.kind} ${first.workload.namespace}/${first.workload.name}`,
      value: first.image,
    });
  // A controller without pods is only in the list of controllers; its settings count as soon as it has pods.
  const lists = [outcome('pods'), outcome('workloads')];
  const missing = lists.find(({ status }) => status !== 'ok');
  if (missing)
    return unknown(
      `data is incomplete: ${missingText([missing])}`,
      ...(missing.missing ?? []).map((rule) => permission(rule)),
    );
  return known(false, {
    source: 'object',
    confidence: 'observed',
    location: 'pods and controllers',
    value: 'no Envoy outside a mesh',
  });
}

export function envoyAddon(model: ClusterModel, { proxies }: EnvoyFacts): RecognizedAddon | undefined {
  if (proxies.length === 0) return undefined;
  const workloads = proxies.map(({ workload }) => workload);
  const versions = [
    ...new Set(proxies.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  return {
    id: 'envoy',
    name: 'Envoy',
    category: 'ingress',
    ...(versions.length > 0 && { version: versions.join(', ') }),
    namespaces: [...new Set(proxies.map(({ workload }) => workload.namespace))].sort(),
    form: [...new Set(proxies.map(({ form }) => form))].sort().join(', '),
    workloads,
    ...origins(workloads, MARKS, model.trust),
    evidence: proxies.slice(0, 3).map(({ workload, image }) => ({
      source: 'object',
      confidence: 'observed',
      location: `${workload.kind} ${workload.namespace}/${workload.name}`,
      value: image,
    })),
    notes: [],
  };
}
