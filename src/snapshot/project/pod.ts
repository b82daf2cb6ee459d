import type { OwnerRecord, PodRecord } from '../records/index.ts';
import { bootstrapFromText } from './envoy.ts';
import { arr, isObject, num, obj, put, str } from './raw.ts';
import type { Meta, Raw } from './raw.ts';
import { createTemplateTable, templateOf } from './template.ts';
import type { TemplateTable } from './template.ts';
import type { Project, Projected, ProjectInput } from './types.ts';

/** Repeated short strings (namespaces, nodes, phases, host addresses), one object each. */
function createStringTable(): <T extends string | undefined>(text: T) => T {
  const known = new Map<string, string>();
  return <T extends string | undefined>(text: T): T => {
    if (text === undefined) return text;
    const found = known.get(text);
    if (found !== undefined) return found as T;
    if (known.size < 100_000) known.set(text, text);
    return text;
  };
}

/** Controller of an object: the owner marked as such, else the first one. */
export function ownerOf(meta: Meta): OwnerRecord | undefined {
  const owners = arr(meta.raw['ownerReferences']).filter(isObject);
  const owner = owners.find((item) => item['controller'] === true) ?? owners[0];
  if (owner === undefined) return undefined;
  const kind = str(owner['kind'], 128);
  const name = str(owner['name'], 512);
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

/** Owner records are shared between pods of one owner. */
function createOwnerTable(): (owner: OwnerRecord | undefined) => OwnerRecord | undefined {
  let last: OwnerRecord | undefined;
  const known = new Map<string, OwnerRecord>();
  return (owner) => {
    if (owner === undefined) return undefined;
    if (last !== undefined && last.kind === owner.kind && last.name === owner.name) return last;
    const key = `${owner.kind}/${owner.name}`;
    last = known.get(key) ?? owner;
    if (known.size < 200_000) known.set(key, last);
    return last;
  };
}

/** Pods, with what they share held once. One projection per snapshot: the tables live as long as it does. */
export function createPodProjection(templates: TemplateTable = createTemplateTable()): Project {
  const text = createStringTable();
  const owners = createOwnerTable();
  return ({ raw, meta }: ProjectInput): Projected => {
    const spec = obj(raw['spec']);
    const status = obj(raw['status']);
    const namespace = text(meta.namespace ?? 'default');
    const bootstraps: { container: string; text: string }[] = [];
    const built = templateOf(staticMeta(meta, raw, spec), spec, (container, yaml) =>
      bootstraps.push({ container, text: yaml }),
    );
    const owner = owners(ownerOf(meta));
    const group = owner === undefined ? '' : `${owner.kind}/${owner.name}`;
    const { template, fresh } = templates.intern(namespace, group, built);
    const record: PodRecord = {
      namespace,
      name: meta.name,
      ready: isReady(status),
      restarts: restarts(status),
      template,
    };
    put(record, 'uid', meta.uid);
    put(record, 'node', text(str(spec['nodeName'], 256)));
    put(record, 'phase', text(str(status['phase'], 32)));
    put(record, 'created', meta.created);
    put(record, 'hostIP', text(str(status['hostIP'], 64)));
    put(record, 'podIP', str(status['podIP'], 64));
    put(record, 'owner', owner);
    const extra = fresh ? bootstrapRecords(bootstraps, 'Pod', namespace, meta.name) : [];
    return extra.length > 0 ? { kind: 'pod', record, extra } : { kind: 'pod', record };
  };
}

/** Inline bootstraps of a pod or workload; once per distinct template, named after the first that showed it. */
export function bootstrapRecords(
  bootstraps: readonly { container: string; text: string }[],
  kind: string,
  namespace: string,
  name: string,
): Projected[] {
  return bootstraps.flatMap(({ container, text }) => {
    const record = bootstrapFromText(text, namespace, `${kind}/${name}/${container}/args`);
    return record === undefined ? [] : [{ kind: 'envoyBootstrap' as const, record }];
  });
}

const CONTROL_PLANE_NAMES = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']);

/**
 * Static-pod manifests lie in a directory of the node, so they have none of the kubelet's annotations. A bare Pod that is
 * named and labelled like kubeadm's, on the host network and never scheduled, is marked, so that it counts as control plane.
 */
function staticMeta(meta: Meta, raw: Raw, spec: Raw): Raw {
  if (meta.uid !== undefined || (raw['status'] !== undefined && Object.keys(obj(raw['status'])).length > 0))
    return meta.raw;
  if (!CONTROL_PLANE_NAMES.has(meta.name) || spec['hostNetwork'] !== true || spec['nodeName'] !== undefined)
    return meta.raw;
  return {
    ...meta.raw,
    annotations: { ...obj(meta.raw['annotations']), 'archmap.io/static-manifest': 'true' },
  };
}

function isReady(status: Raw): boolean {
  for (const item of arr(status['conditions'])) {
    if (isObject(item) && item['type'] === 'Ready') return item['status'] === 'True';
  }
  return false;
}

function restarts(status: Raw): number {
  let sum = 0;
  for (const key of ['containerStatuses', 'initContainerStatuses']) {
    for (const item of arr(status[key])) sum += num(obj(item)['restartCount']) ?? 0;
  }
  return sum;
}
