import type { ClusterModel } from '../model/parts.ts';
import type { ApiServiceRecord, CrdRecord, WebhookRecord } from '../snapshot/records/index.ts';
import type { Evidence, EvidenceSource } from '../shared/evidence.ts';
import { put } from '../shared/group.ts';
import type { AddonSignals } from './signals.ts';

/** The first cluster-scoped object of each add-on. */
export type ClusterSignals = ReadonlyMap<AddonSignals, Evidence>;

/** The cluster-scoped objects of one add-on. */
export interface OwnObjects {
  crds: readonly CrdRecord[];
  /** The first of its API groups that is served. */
  group?: string;
  /** Webhook configurations and APIServices that the API server calls it by. */
  calls: readonly (WebhookRecord | ApiServiceRecord)[];
  /** Its classes, drivers and namespaces. */
  others: readonly Evidence[];
}

type Sources = Pick<ClusterModel, 'extensions' | 'storage' | 'namespaces'>;

/** Finds them for every entry of the catalogue, over indexes that are built once. */
export function ownObjects(
  model: Sources,
  catalogue: readonly AddonSignals[],
): ReadonlyMap<AddonSignals, OwnObjects> {
  const { extensions, storage, namespaces } = model;
  const byGroup = new Map<string, CrdRecord[]>();
  for (const crd of extensions.crds) put(byGroup, crd.group, crd);
  const crds = new Map(extensions.crds.map((crd) => [crd.name, crd]));
  const drivers = new Set(storage.drivers.map(({ name }) => name));
  const classes = new Map(extensions.classes.map((one) => [one.controller, one]));
  const labels = new Map(
    namespaces.flatMap(({ name, record }) =>
      Object.keys(record.labels).map((label) => [label, name] as const),
    ),
  );
  const called = [...extensions.webhooks, ...extensions.apiServices];
  return new Map(
    catalogue.map((signals) => {
      const { groups = [], crds: names, calls } = signals;
      const own = names
        ? names.flatMap((name) => crds.get(name) ?? [])
        : groups.flatMap((group) => byGroup.get(group) ?? []);
      const group = names ? own[0]?.group : groups.find((candidate) => extensions.groups.has(candidate));
      return [
        signals,
        {
          crds: own,
          ...(group !== undefined && { group }),
          calls: calls ? called.filter(({ name }) => calls.test(name)) : [],
          others: [
            ...(signals.drivers ?? []).flatMap((name) =>
              drivers.has(name) ? seen('object', `CSIDriver ${name}`, name) : [],
            ),
            ...(signals.controllers ?? []).flatMap((controller) => {
              const one = classes.get(controller);
              return one ? seen('object', `${one.kind} ${one.name}`, controller) : [];
            }),
            ...[signals.namespaceLabel].flatMap((label) => {
              const name = label === undefined ? undefined : labels.get(label);
              return name === undefined ? [] : seen('object', `Namespace ${name}`, label ?? '');
            }),
          ],
        },
      ];
    }),
  );
}

/** The first object of each, as evidence. */
export function clusterSignals(objects: ReadonlyMap<AddonSignals, OwnObjects>): ClusterSignals {
  return new Map(
    [...objects].flatMap(([signals, own]) => {
      const [first] = evidenceOf(own);
      return first ? [[signals, first] as const] : [];
    }),
  );
}

/** API groups first: nothing else creates them. */
export function evidenceOf({ group, crds, calls, others }: OwnObjects): Evidence[] {
  return [
    ...(group === undefined ? [] : [groupEvidence({ group, crds })]),
    ...calls.map((call) =>
      seen('object', `${'kind' in call ? call.kind : 'APIService'} ${call.name}`, call.name),
    ),
    ...others,
  ];
}

/** That its API group is served, by the first of its CRDs. */
export function groupEvidence({
  group,
  crds: [first],
}: {
  group: string;
  crds: readonly CrdRecord[];
}): Evidence {
  return first
    ? seen('discovery', `CustomResourceDefinition ${first.name}`, group)
    : seen('discovery', 'API groups', group);
}

function seen(source: EvidenceSource, location: string, value: string): Evidence {
  return { source, confidence: 'observed', location, value };
}
