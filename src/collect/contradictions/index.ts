/** What one response implies about another: the rules for all sources, and those about discovery, which only a server has. */
import { contradictions as ofAnySource } from '../../snapshot/index.ts';
import type { Contradiction, Reading } from '../../snapshot/index.ts';
import { ofDiscovery } from './served.ts';

/** Why lists that were read to their end are nevertheless incomplete. */
export function contradictions(reading: Reading): Contradiction[] {
  return ofAnySource(reading, ofDiscovery);
}
