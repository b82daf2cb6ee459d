import { some } from '../text.ts';

/** The first ports of an entry point; host-network workloads may not declare their ports. */
export function portsText(ports: readonly string[], most: number): string {
  return ports.length === 0 ? 'ports not declared' : some(ports, most);
}
