/** What one answer says about another: the rules for all sources, and those about discovery, which only a server has. */
import { contradictions as ofAnySource } from '../../snapshot/index.ts';
import type { Contradiction, Reading } from '../../snapshot/index.ts';
import { ofDiscovery } from './served.ts';

/** Why lists that count as read to their end are not whole. */
export function contradictions(reading: Reading): Contradiction[] {
  return ofAnySource(reading, ofDiscovery);
}
