/** The controller of an object. */
import type { V1OwnerReference } from '@kubernetes/client-node';
import type { OwnerRecord } from '../schema/common.ts';
import { arr, isObject, put, str } from './raw.ts';
import type { Meta } from './raw.ts';
import type { Fields } from './untrusted.ts';
import { sameValue } from './template.ts';

/** Controller of an object: the owner marked as such, else the first one. */
export function ownerOf(meta: Meta): OwnerRecord | undefined {
  let owner: Fields<V1OwnerReference> | undefined;
  for (const item of arr(meta.raw.ownerReferences)) {
    if (!isObject(item)) continue;
    owner ??= item;
    if (item.controller !== true) continue;
    owner = item;
    break;
  }
  if (owner === undefined) return undefined;
  const kind = str(owner.kind, 128);
  const name = str(owner.name, 512);
  if (kind === undefined || name === undefined) return undefined;
  const record: OwnerRecord = { kind, name };
  put(record, 'uid', str(owner.uid, 128));
  const apiVersion = str(owner.apiVersion, 320) ?? '';
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, slash);
  if (slash >= 0 && !OWN_GROUPS.has(group)) record.group = group;
  return record;
}

/** API groups of the controllers of pods that have records of their own. */
const OWN_GROUPS = new Set(['apps', 'batch', 'extensions', 'apps.openshift.io']);

/** Owner records are shared between pods of one owner. */
export function createOwnerTable(): (owner: OwnerRecord | undefined) => OwnerRecord | undefined {
  let last: OwnerRecord | undefined;
  const known = new Map<string, OwnerRecord>();
  return (owner) => {
    if (owner === undefined) return undefined;
    if (last !== undefined && sameValue(last, owner)) return last;
    const key = `${owner.group ?? ''}/${owner.kind}/${owner.name}/${owner.uid ?? ''}`;
    last = known.get(key) ?? owner;
    if (known.size < 200_000) known.set(key, last);
    return last;
  };
}
