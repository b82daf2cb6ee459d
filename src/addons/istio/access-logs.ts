/**
 * Access logs of proxies by Telemetry objects and the mesh configuration, as istiod merges them (istio pilot/pkg/model/telemetry.go, mergeLogs):
 * of each namespace only the oldest object without a selector counts, and only providers that the mesh configuration has.
 */
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { isRecord, recordsIn, recordsOf } from './custom-objects.ts';
import { byCreation } from './effective/read.ts';

/** `some`: a filter limits them to some requests. */
export type AccessLog = 'on' | 'some' | 'off';

/** Providers of every mesh configuration that write logs (istio pkg/config/mesh, DefaultMeshConfig). */
const BUILT_IN = ['envoy', 'stackdriver'];

export class AccessLogs {
  private readonly root: string;
  private readonly settings: MeshSettings;
  private readonly providers: ReadonlySet<string>;
  private readonly wide = new Map<string, CustomRecord>();
  private readonly selecting: CustomRecord[] = [];

  constructor(custom: readonly CustomRecord[], root: string, settings: MeshSettings) {
    this.root = root;
    this.settings = settings;
    this.providers = new Set(
      [...BUILT_IN, ...(settings.extensionProviders ?? []).flatMap(({ name = [] }) => name)].map((name) =>
        name.toLowerCase(),
      ),
    );
    for (const record of recordsOf(custom, 'telemetry.istio.io', 'Telemetry').sort(byCreation)) {
      const { namespace = '' } = record;
      if (selects(record)) this.selecting.push(record);
      else if (!this.wide.has(namespace)) this.wide.set(namespace, record);
    }
  }

  /** The objects that count for whole namespaces. */
  get records(): readonly CustomRecord[] {
    return [...this.wide.values()].filter((record) => entriesOf(record).length > 0);
  }

  /** Objects that disable the log of selected workloads. */
  get disabling(): readonly CustomRecord[] {
    return this.selecting.filter((record) => entriesOf(record).some(({ disabled }) => disabled === true));
  }

  /** The log of requests that proxies of this namespace receive; without a namespace, of one without objects. */
  of(namespace?: string): AccessLog {
    const levels = [...new Set([this.root, namespace])]
      .map((place) => entriesOf(place === undefined ? undefined : this.wide.get(place)))
      .filter((entries) => entries.length > 0);
    const defaults = this.settings.defaultProviders?.accessLogging ?? [];
    if (levels.length === 0)
      return (this.settings.accessLogFile ?? '') !== '' || defaults.some((name) => this.has(name))
        ? 'on'
        : 'off';
    const scope = scopeOf(levels, defaults);
    const states = new Map<string, AccessLog>();
    let parents: readonly string[] = defaults;
    for (const entry of levels.flat()) {
      const own = namesOf(entry);
      if (own.length > 0) parents = own;
      if (!ofServer(entry)) continue;
      for (const name of parents.filter((one) => scope.has(one)))
        states.set(name, entry['disabled'] === true ? 'off' : isRecord(entry['filter']) ? 'some' : 'on');
    }
    const found = [...states].filter(([name]) => this.has(name)).map(([, state]) => state);
    return found.includes('on') ? 'on' : found.includes('some') ? 'some' : 'off';
  }

  private has(provider: string): boolean {
    return this.providers.has(provider.toLowerCase());
  }
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(record: CustomRecord | undefined): Entry[] {
  return recordsIn(record?.spec['accessLogging']);
}

function selects({ spec }: CustomRecord): boolean {
  const { selector } = spec;
  const labels = isRecord(selector) && isRecord(selector['matchLabels']) ? selector['matchLabels'] : {};
  return (
    Object.keys(labels).length > 0 || isRecord(spec['targetRef']) || recordsIn(spec['targetRefs']).length > 0
  );
}

/** The last level that names providers decides which ones are used at all. */
function scopeOf(levels: readonly (readonly Entry[])[], defaults: readonly string[]): ReadonlySet<string> {
  const named = levels
    .map((entries) => entries.filter(ofServer).flatMap(namesOf))
    .filter((names) => names.length > 0);
  return new Set(named.at(-1) ?? defaults);
}

function ofServer({ match }: Entry): boolean {
  const mode = isRecord(match) ? (match['mode'] ?? 'CLIENT_AND_SERVER') : 'CLIENT_AND_SERVER';
  return mode !== 'CLIENT' && mode !== 1;
}

function namesOf({ providers }: Entry): string[] {
  return recordsIn(providers).flatMap(({ name }) => (typeof name === 'string' ? name : []));
}
