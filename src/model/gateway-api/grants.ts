/** References to another namespace: a ReferenceGrant there has to permit them. */
import type { CustomRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { GatewayApiFacts, Reference } from './types.ts';
import { GATEWAY_API } from './types.ts';

/** Answers from the ReferenceGrants that were collected; whether all of them were is for the reader to decide. */
export function grantFinder(custom: readonly CustomRecord[]): GatewayApiFacts['granted'] {
  const grants = groupBy(
    custom.filter(({ group, kind }) => group === GATEWAY_API && kind === 'ReferenceGrant'),
    ({ namespace = '' }) => namespace,
  );
  return (from, to) => {
    if (from.namespace === to.namespace) return 'yes';
    const found = (grants.get(to.namespace) ?? []).map((grant) => answerOf(grant, from, to));
    return found.includes('yes') ? 'yes' : found.includes('maybe') ? 'maybe' : 'no';
  };
}

function answerOf({ spec }: CustomRecord, from: Reference, to: Reference): 'yes' | 'no' | 'maybe' {
  // Snapshots of older tools have the name of a grant alone; the API requires both lists.
  if (spec['from'] === undefined || spec['to'] === undefined) return 'maybe';
  const isFrom = itemsOf(spec['from']).some(
    ({ group = '', kind, namespace }) =>
      group === from.group && kind === from.kind && namespace === from.namespace,
  );
  const isTo = itemsOf(spec['to']).some(
    ({ group = '', kind, name = '' }) =>
      group === to.group && kind === to.kind && (name === '' || name === to.name),
  );
  return isFrom && isTo ? 'yes' : 'no';
}

interface Item {
  group?: unknown;
  kind?: unknown;
  namespace?: unknown;
  name?: unknown;
}

function itemsOf(value: unknown): Item[] {
  return Array.isArray(value)
    ? value.filter((item): item is Item => typeof item === 'object' && item !== null)
    : [];
}
