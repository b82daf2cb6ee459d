/**
 * What one list says about another. A list that came with 200 and to its end, or a file that looks like one, need not be the whole
 * list: a proxy may show each team its own, a server may have lost its store, discovery may be that of another server, kubectl may have been
 * asked for some names. Each rule here names a thing that must be in a list because something else that only the control plane writes
 * says so. They run once, when all was read, of a cluster as well as of files.
 */
import { ofCluster, ofNamespaces } from './objects.ts';
import { ofServer } from './server.ts';
import type { Contradiction, Reading, Rule } from './types.ts';

/** Why lists that count as read to their end are not whole. `more` = rules of the source itself. */
export function contradictions(reading: Reading, more: readonly Rule[] = []): Contradiction[] {
  const rules = [...ofCluster, ...ofServer, ...more];
  return (reading.namespace === undefined ? [...rules, ...ofNamespaces] : rules).flatMap((rule) =>
    rule(reading),
  );
}
