/** Telemetry objects, and the access logs that istiod configures by them (istio pilot/pkg/model/telemetry.go). */
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { groupBy } from '../../shared/group.ts';
import { Reader, byCreation, scopeOf } from './effective/read.ts';
import { PolicyIndex } from './effective/select.ts';
import type { PolicyFacts, Selected } from './effective/types.ts';
import { recordsOf } from './custom-objects.ts';

const MODES = ['CLIENT_AND_SERVER', 'CLIENT', 'SERVER'] as const;
type Mode = (typeof MODES)[number];

interface LogEntry {
  providers: readonly string[];
  disabled: boolean;
  mode: Mode;
}

export interface TelemetryFacts extends PolicyFacts {
  logs: readonly LogEntry[];
}

/** In the order of istiod: the oldest first. */
export function readTelemetries(custom: readonly CustomRecord[]): TelemetryFacts[] {
  return [...recordsOf(custom, 'telemetry.istio.io', 'Telemetry')].sort(byCreation).map((record) => {
    const reader = new Reader(record);
    const logs = reader.objects(record.spec['accessLogging'], 'spec.accessLogging').map((entry) => ({
      providers: reader
        .objects(entry['providers'], 'accessLogging.providers')
        .flatMap(({ name }) => reader.text(name, 'accessLogging.providers.name') ?? []),
      disabled: entry['disabled'] === true,
      mode:
        reader.oneOf(
          reader.object(entry['match'], 'accessLogging.match')['mode'],
          MODES,
          'accessLogging.match.mode',
        ) ?? 'CLIENT_AND_SERVER',
    }));
    const scope = scopeOf(record, reader);
    return { ...scope, logs, ...(reader.problem !== undefined && { problem: reader.problem }) };
  });
}

/** It applies to all workloads of its namespace, or of the mesh. */
export function isWide({ selector = {}, targetRefs }: TelemetryFacts): boolean {
  return Object.keys(selector).length === 0 && targetRefs.length === 0;
}

/** Providers that exist without configuration (istio pkg/config/mesh/mesh.go, DefaultMeshConfig). */
const BUILT_IN: readonly string[] = ['prometheus', 'stackdriver', 'envoy'];

/** Whether a provider of this name exists. */
export function providerExists(name: string, { extensionProviders = [] }: MeshSettings): boolean {
  const wanted = name.toLowerCase();
  return [...BUILT_IN, ...extensionProviders.map((one) => one.name ?? '')].some(
    (one) => one.toLowerCase() === wanted,
  );
}

/** Metrics and external authorizers write no access log. */
function logs(name: string, settings: MeshSettings): boolean {
  const own = settings.extensionProviders?.find((one) => one.name?.toLowerCase() === name.toLowerCase());
  if (own) return own.envoyExtAuthzHttp === undefined && own.envoyExtAuthzGrpc === undefined;
  return name.toLowerCase() !== 'prometheus' && providerExists(name, settings);
}

export interface AccessLog {
  on: boolean;
  /** The Telemetry that disables it. */
  by?: TelemetryFacts;
}

/** Access logs of workloads, by the settings of the mesh and the Telemetry objects that apply to them. */
export class AccessLogs {
  private readonly settings: MeshSettings;
  private readonly wide: ReadonlyMap<string, TelemetryFacts>;
  private readonly selecting: PolicyIndex<TelemetryFacts>;
  private readonly root: string;

  constructor(telemetries: readonly TelemetryFacts[], settings: MeshSettings, root: string) {
    this.settings = settings;
    this.root = root;
    const valid = telemetries.filter(({ problem }) => problem === undefined);
    this.wide = new Map(
      [...groupBy(valid.filter(isWide), ({ namespace }) => namespace)].flatMap(([name, [oldest]]) =>
        oldest ? [[name, oldest] as const] : [],
      ),
    );
    this.selecting = new PolicyIndex(
      valid.filter((one) => !isWide(one)),
      root,
    );
  }

  /** Those with a selector or target that apply; a selector in the root namespace selects workloads of that namespace. */
  selectingOf(workload: Selected): TelemetryFacts[] {
    return this.selecting.attachedTo(workload).filter(({ namespace }) => namespace === workload.namespace);
  }

  /** The one without a selector that counts for a namespace. */
  wideOf(namespace: string): TelemetryFacts | undefined {
    return this.wide.get(namespace);
  }

  /** Enough is a log of one direction. */
  of(workload: Selected): AccessLog {
    const wide = [...new Set([this.root, workload.namespace])].flatMap((name) => this.wide.get(name) ?? []);
    const levels = [...wide, ...this.selectingOf(workload)].filter((one) => one.logs.length > 0);
    const found = (['CLIENT', 'SERVER'] as const).map((mode) => this.merged(levels, mode));
    return found.find(({ on }) => on) ?? found[0] ?? { on: false };
  }

  /** Without a provider in effect the setting of the mesh counts. */
  private merged(levels: readonly TelemetryFacts[], mode: Mode): AccessLog {
    const defaults = this.settings.defaultProviders?.accessLogging ?? [];
    const fallback = { on: (this.settings.accessLogFile ?? '') !== '' };
    const states = new Map<string, TelemetryFacts | undefined>();
    if (levels.length === 0) for (const name of defaults) states.set(name, undefined);
    const scope = new Set(inScope(levels, mode, defaults));
    let parent: readonly string[] = defaults;
    for (const level of levels)
      for (const entry of level.logs) {
        if (entry.providers.length > 0) parent = entry.providers;
        if (applies(entry, mode))
          for (const name of parent)
            if (scope.has(name)) states.set(name, entry.disabled ? level : undefined);
      }
    const writing = [...states].filter(([name]) => logs(name, this.settings));
    if (writing.length === 0) return fallback;
    const off = writing.map(([, by]) => by);
    const by = off.find((one) => one !== undefined);
    return off.every((one) => one !== undefined) && by ? { on: false, by } : { on: true };
  }
}

/** Providers of the last level that names some. */
function inScope(
  levels: readonly TelemetryFacts[],
  mode: Mode,
  defaults: readonly string[],
): readonly string[] {
  let names = defaults;
  for (const level of levels) {
    const own = level.logs.filter((entry) => applies(entry, mode)).flatMap(({ providers }) => providers);
    if (own.length > 0) names = own;
  }
  return names;
}

function applies(entry: LogEntry, mode: Mode): boolean {
  return entry.mode === 'CLIENT_AND_SERVER' || entry.mode === mode;
}
