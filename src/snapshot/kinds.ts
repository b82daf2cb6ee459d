/**
 * Kinds of the Kubernetes API that give records, from the files of ../kinds and project/custom-kinds.ts. For readers of files: a collector
 * is complete when all of its kinds are.
 */
import { COLLECTOR_IDS, COLLECTORS } from './collectors.ts';
import type { CollectorId } from './collectors.ts';
import type { ApiKinds } from './kinds/define.ts';
import { pluralOf } from './plural.ts';
import { collectorOfCustom, CUSTOM_KINDS, CUSTOM_APIS } from './project/custom-kinds.ts';
import { recordDeclarations } from './records/index.ts';
import type { RecordKind } from './records/index.ts';

export interface KnownKind {
  collector: CollectorId;
  /** API group; '' is the core group. `kind` may be `*`: every kind of the group. */
  group: string;
  kind: string;
  /** Name in paths and of files, `pods`. */
  plural: string;
  /** False: cluster-scoped. Where a custom kind does not declare it, its objects decide. */
  namespaced: boolean;
  /** Part of Kubernetes: every cluster has the kind. Others exist where they were installed. */
  builtIn: boolean;
  /** The collector reads only these namespaces: it is complete when they are. */
  only?: readonly string[];
}

/** `apps/Deployment`; a kind of the core group has its name alone, `Pod`. */
export function kindKey({ group, kind }: { group: string; kind: string }): string {
  return group === '' ? kind : `${group}/${kind}`;
}

/** One kind of the API, as declared. */
export interface ApiKind extends Pick<
  ApiKinds<object>,
  'scope' | 'since' | 'formerly' | 'known' | 'only' | 'members'
> {
  collector: CollectorId;
  group: string;
  kind: string;
  /** Version to request, for a part of Kubernetes. */
  version?: string;
}

type Place = { order: number };

/** Kinds that records are created from, in the order of the records. */
const DECLARED: readonly ApiKind[] = recordDeclarations
  .flatMap(({ collector: usual, order, api = [] }) =>
    api.flatMap(({ kinds, collector = usual, ...rest }) =>
      kinds.map((key): ApiKind & Place => {
        const id = typeof collector === 'string' ? collector : collector.among[0];
        return { order, ...rest, ...halves(key), collector: id };
      }),
    ),
  )
  .sort((a, b) => a.order - b.order);

const CUSTOM: readonly ApiKind[] = [...CUSTOM_KINDS.keys()].map((key) => {
  const { group, kind } = halves(key);
  const collector = collectorOfCustom(group, kind);
  return { collector, group, kind, scope: 'Namespaced', ...CUSTOM_APIS[key] };
});

/** Every kind of the API that gives records. */
export const API_KINDS: readonly ApiKind[] = [...DECLARED, ...CUSTOM];

function halves(key: string): { group: string; kind: string } {
  const slash = key.indexOf('/');
  return { group: key.slice(0, slash), kind: key.slice(slash + 1) };
}

function knownOf({ collector, group, kind, scope, since, only }: ApiKind): KnownKind {
  const builtIn = since !== undefined;
  const plural = builtIn ? pluralOf(kind) : '';
  return {
    collector,
    group,
    kind,
    plural,
    namespaced: scope === 'Namespaced',
    builtIn,
    ...(only && { only }),
  };
}

const ALL = API_KINDS.filter(({ known = true }) => known).map(knownOf);

const BUILT_IN: readonly KnownKind[] = [
  ...ALL.filter(({ builtIn, namespaced }) => builtIn && !namespaced),
  ...ALL.filter(({ builtIn, namespaced }) => builtIn && namespaced),
];

/** Kinds with lists that can be complete. */
export const KNOWN_KINDS: readonly KnownKind[] = [...BUILT_IN, ...ALL.filter(({ builtIn }) => !builtIn)];

const BY_KEY: ReadonlyMap<string, KnownKind> = new Map(KNOWN_KINDS.map((kind) => [kindKey(kind), kind]));

/** Kinds of Kubernetes were in `extensions` before they got a group of their own; they are the same objects. */
const BY_OLD_NAME: ReadonlyMap<string, KnownKind> = new Map(
  BUILT_IN.filter(({ group }) => ['apps', 'networking.k8s.io'].includes(group)).map((kind) => [
    kind.kind,
    kind,
  ]),
);

/** The kind in this table; undefined when it gives no record. */
export function knownKind(group: string, kind: string): KnownKind | undefined {
  if (group === 'extensions') return BY_OLD_NAME.get(kind);
  return BY_KEY.get(kindKey({ group, kind })) ?? BY_KEY.get(`${group}/*`);
}

const BY_NAME: ReadonlyMap<string, KnownKind> = new Map(BUILT_IN.map((kind) => [kind.kind, kind]));

/** The kind of Kubernetes itself with this name, in any group. */
export function knownKindNamed(kind: string): KnownKind | undefined {
  return BY_NAME.get(kind);
}

/** The default version of a kind of Kubernetes itself. */
export function apiVersionOf({ group }: KnownKind): string {
  return group === '' ? 'v1' : `${group}/v1`;
}

/** Collectors that list namespaced objects across the cluster. */
export const NAMESPACED_COLLECTORS: readonly CollectorId[] = COLLECTOR_IDS.filter((id) =>
  API_KINDS.some(({ collector, scope, only }) => collector === id && scope === 'Namespaced' && !only),
);

/** Arguments of `kubectl get` that save the kinds of a collector to files; undefined where files cannot replace the live cluster. */
export function kubectlNames(id: CollectorId): string | undefined {
  const { kubectl } = COLLECTORS[id];
  if (kubectl !== true) return kubectl;
  return BUILT_IN.filter(({ collector }) => collector === id)
    .map(({ plural }) => plural)
    .join(',');
}

/** The API's kind of the objects that give records of a kind; undefined where there are several. */
export function kindOfRecords(kind: RecordKind): string | undefined {
  const { api = [] } = recordDeclarations.find(({ record }) => record === kind) ?? {};
  const [name, ...others] = new Set(
    api.flatMap(({ kinds, known = true }) => (known ? kinds.map((key) => halves(key).kind) : [])),
  );
  return others.length === 0 ? name : undefined;
}
