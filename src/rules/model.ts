/** What rules can read: the lists of a snapshot by name, the cluster, and flags of the control plane. */
import type { CheckParts } from '../checks/define.ts';
import type { ComponentFacts } from '../model/types.ts';
import type { Known } from '../shared/evidence.ts';
import type { RecordKind } from '../snapshot/records/index.ts';
import type { CollectorId } from '../snapshot/types.ts';
import { NotCollected } from './cel/errors.ts';

export interface ListSource {
  /** Kind of record in the snapshot; its fields are in docs/rules.md. */
  record: RecordKind;
  /** Collectors that have to be complete before "there is none" means anything. */
  collectors: readonly CollectorId[];
  /** Kind of Kubernetes object; absent = the record says it. */
  kind?: string;
}

/** Lists by the name that rules use. */
export const LISTS: Readonly<Record<string, ListSource>> = {
  nodes: { record: 'node', collectors: ['nodes'], kind: 'Node' },
  namespaces: { record: 'namespace', collectors: ['namespaces'], kind: 'Namespace' },
  workloads: { record: 'workload', collectors: ['workloads'] },
  pods: { record: 'pod', collectors: ['pods'], kind: 'Pod' },
  services: { record: 'service', collectors: ['services'], kind: 'Service' },
  ingresses: { record: 'ingress', collectors: ['ingresses'], kind: 'Ingress' },
  gateways: { record: 'gateway', collectors: ['gateways', 'istio'], kind: 'Gateway' },
  routes: { record: 'route', collectors: ['gateways', 'istio'] },
  networkPolicies: { record: 'networkPolicy', collectors: ['networkpolicies'], kind: 'NetworkPolicy' },
  roles: { record: 'role', collectors: ['rbac'] },
  bindings: { record: 'binding', collectors: ['rbac'] },
  serviceAccounts: { record: 'serviceAccount', collectors: ['serviceaccounts'], kind: 'ServiceAccount' },
  secrets: { record: 'secret', collectors: ['secrets'], kind: 'Secret' },
  storageClasses: { record: 'storageClass', collectors: ['storage'], kind: 'StorageClass' },
  persistentVolumes: { record: 'persistentVolume', collectors: ['storage'], kind: 'PersistentVolume' },
  persistentVolumeClaims: {
    record: 'persistentVolumeClaim',
    collectors: ['storage'],
    kind: 'PersistentVolumeClaim',
  },
  customResourceDefinitions: { record: 'crd', collectors: ['crds'], kind: 'CustomResourceDefinition' },
  apiServices: { record: 'apiService', collectors: ['apiservices'], kind: 'APIService' },
  webhooks: { record: 'webhook', collectors: ['webhooks'] },
};

/** The ReplicaSets of a Deployment and the Jobs of a CronJob are that Deployment and that CronJob. */
function isOnItsOwn(record: object): boolean {
  return !('owner' in record) || record.owner === undefined;
}

/** Integers are `int` to CEL; JavaScript numbers would be `double`. Missing stays missing: `has()` tells. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, toCel(one)]])),
  );
}

export type CelObject = Readonly<Record<string, unknown>>;

/** Objects of a list, converted once for all rules of a run. */
export class RuleModel {
  private readonly lists = new Map<string, readonly CelObject[]>();
  private readonly parts: Pick<CheckParts, 'records' | 'cluster' | 'controlPlane'>;

  constructor(parts: Pick<CheckParts, 'records' | 'cluster' | 'controlPlane'>) {
    this.parts = parts;
  }

  list(name: string): readonly CelObject[] {
    const known = this.lists.get(name);
    if (known) return known;
    const source = LISTS[name];
    const records: readonly object[] = source ? this.parts.records[source.record] : [];
    const made = (name === 'workloads' ? records.filter(isOnItsOwn) : records).map(toCel) as CelObject[];
    this.lists.set(name, made);
    return made;
  }

  /** `version`, `minor`, `distribution`, `provider`, `managed`: what is not known throws NotCollected when it is read. */
  cluster(): CelObject {
    const { version, distribution, provider, managed } = this.parts.cluster;
    return knownFields({
      version,
      minor: mapped(version, (text) => BigInt(/^v?\d+\.(\d+)/.exec(text)?.[1] ?? 0)),
      distribution: mapped(distribution, ({ name }) => name),
      provider,
      managed,
    });
  }

  /** Values of a flag on the instances of a component, each once; empty when it is not given. */
  flag(component: string, name: string): string[] {
    const answer = this.component(component).flag(name);
    if (!answer.known) throw new NotCollected(`--${name} of ${component}: ${answer.reason}`, answer.settle);
    if (answer.unseen > 0)
      throw new NotCollected(`--${name} of ${component}: not every instance was seen`, [
        'get pods in kube-system',
      ]);
    return [
      ...new Set(
        answer.sightings
          .filter(({ evidence }) => evidence.confidence !== 'default')
          .map(({ value }) => value),
      ),
    ].sort();
  }

  private component(name: string): ComponentFacts {
    const { controlPlane: plane } = this.parts;
    const found: ComponentFacts | undefined = {
      'kube-apiserver': plane.apiServer,
      etcd: plane.etcd,
      'kube-controller-manager': plane.controllerManager,
      'kube-scheduler': plane.scheduler,
    }[name];
    if (!found) throw new Error(`there is no component ${JSON.stringify(name)}`);
    return found;
  }
}

function mapped<T, U>(known: Known<T>, to: (value: T) => U): Known<U> {
  return known.known ? { ...known, value: to(known.value) } : known;
}

function knownFields(fields: Readonly<Record<string, Known<unknown>>>): CelObject {
  const object = {};
  for (const [name, known] of Object.entries(fields))
    Object.defineProperty(object, name, {
      enumerable: true,
      get: () => {
        if (!known.known) throw new NotCollected(`cluster.${name}: ${known.reason}`, known.settle);
        return known.value;
      },
    });
  return object;
}
