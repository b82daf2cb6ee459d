import { some } from '../text.ts';

/** Ports of a way in, the first of them; programs on a node's network need not declare theirs. */
export function portsText(ports: readonly string[], most: number): string {
  return ports.length === 0 ? 'ports unknown' : some(ports, most);
}
