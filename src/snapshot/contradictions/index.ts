/**
 * What one list implies about another. A list that was returned with 200 and read to its end, or a file that looks like one, may still be
 * incomplete: a proxy may return only a team's own objects, a server may have lost its store, discovery may be that of another server,
 * kubectl may have been called with names. Each rule here names an object that must be in a list because of other data that only the
 * control plane writes. They run once, after everything was read, for a cluster as well as for files.
 */
import { ofCluster, ofNamespaces } from './objects.ts';
import { ofServer } from './server.ts';
import type { Contradiction, Reading, Rule } from './types.ts';

/** Why lists that count as complete are not. `more` = rules of the source itself. */
export function contradictions(reading: Reading, more: readonly Rule[] = []): Contradiction[] {
  const rules = [...ofCluster, ...ofServer, ...more];
  return (reading.namespace === undefined ? [...rules, ...ofNamespaces] : rules).flatMap((rule) =>
    rule(reading),
  );
}
