import { isCanary } from '../../data/ingress-guards.ts';
import type { EntryPoint, ExtensionFacts, ServiceFacts } from '../../model/types.ts';
import { podsBehind, serviceFinder } from '../../model/services.ts';
import type { ClassRecord, IngressRecord, PodRecord } from '../../snapshot/records/index.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';

/** The parts of a model that entry points are found in. */
export interface EntryPointInput {
  services: readonly ServiceFacts[];
  exposure: readonly EntryPoint[];
  extensions: Pick<ExtensionFacts, 'ingresses' | 'classes'>;
}

/** Its hosts and paths, among the Ingresses of one namespace and class. */
export function placesOf({ namespace, className = '', paths = [] }: IngressRecord): string[] {
  return paths.map((path) => `${namespace} ${className} ${path}`);
}

/** UDP has no connections. */
const UDP_ROUTES: ReadonlySet<string> = new Set(['UDPRoute', 'IngressRouteUDP', 'UDPIngress']);

type Lists<K, V> = ReadonlyMap<K, readonly V[]>;

export interface Lookup {
  servicesOf: Lists<PodRecord, ServiceFacts>;
  maybeServicesOf: Lists<PodRecord, ServiceFacts>;
  servicesIn: Lists<string, ServiceFacts>;
  /** By `kind namespace/name` of the object that opens them. */
  points: Lists<string, EntryPoint>;
  /** Those that lead to a Service by its name, through any number of ExternalNames. */
  leading: Lists<ServiceFacts, EntryPoint>;
  ingresses: Lists<string, IngressRecord>;
  /** Those that are no canaries, by `placesOf`. */
  mains: Lists<string, IngressRecord>;
  classes: readonly ClassRecord[];
  /** Services that forward to a Service by its address. */
  before: Lists<ServiceFacts, ServiceFacts>;
  /** Rules that name the address of a pod. */
  endsOf: Lists<PodRecord, EntryPoint>;
  /** Rules that name the address of a node, by the pods that may listen there. */
  maybeEndsOf: Lists<PodRecord, EntryPoint>;
}

/** By the list of entry points: several checks search those of one model. */
const lookups = new WeakMap<EntryPointInput['exposure'], { of: EntryPointInput; lookup: Lookup }>();

/** The index of these parts of a model, built at the first use. */
export function indexed(input: EntryPointInput): Lookup {
  const { services, exposure, extensions } = input;
  const known = lookups.get(exposure);
  if (known?.of.services === services && known.of.extensions === extensions) return known.lookup;
  const lookup = index(input);
  lookups.set(exposure, { of: { services, exposure, extensions }, lookup });
  return lookup;
}

function index({ services, exposure, extensions }: EntryPointInput): Lookup {
  const behind = serviceFinder(services);
  return {
    servicesOf: groupByEach(services, podsBehind),
    maybeServicesOf: groupByEach(services, ({ destinations }) => destinations.flatMap(({ maybe }) => maybe)),
    servicesIn: groupBy(services, ({ record }) => record.namespace),
    points: groupBy(exposure, ({ kind, namespace, name }) => `${kind} ${namespace ?? ''}/${name}`),
    leading: groupByEach(exposure, ({ kind, backends = [] }) =>
      UDP_ROUTES.has(kind) ? [] : backends.flatMap(behind),
    ),
    ingresses: groupBy(extensions.ingresses, ({ namespace, name }) => `${namespace}/${name}`),
    mains: groupByEach(
      extensions.ingresses.filter(({ annotations }) => !isCanary(annotations)),
      placesOf,
    ),
    classes: extensions.classes,
    before: groupByEach(
      services.filter(({ destinations }) => destinations.some((one) => one.services)),
      (service) => behind(`${service.record.namespace}/${service.record.name}`).slice(1),
    ),
    endsOf: groupByEach(exposure, ({ ends = [] }) => ends.flatMap(({ pods }) => pods)),
    maybeEndsOf: groupByEach(exposure, ({ ends = [] }) => ends.flatMap(({ maybe }) => maybe)),
  };
}
