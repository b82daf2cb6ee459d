import type { NodeFacts } from '../../model/types.ts';

/** Nodes outside Azure's zones have the number of their fault domain in the label: racks of one location, not zones. */
export function isFaultDomain({ record, zone }: NodeFacts): boolean {
  return record.providerID?.startsWith('azure://') === true && /^\d+$/.test(zone ?? '');
}

/** Zone of a node; undefined where it is not set. */
export function zoneOf(node: NodeFacts): string | undefined {
  return isFaultDomain(node) ? undefined : node.zone;
}
