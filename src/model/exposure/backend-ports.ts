import type { EntryPoint } from '../types.ts';
import { unique } from './around.ts';

/** The ports of Services that every reference names: `namespace/name:port`. */
export function portsNamed(
  references: readonly string[],
  services: readonly string[],
): Pick<EntryPoint, 'backendPorts'> {
  const whole = new Set(services);
  const ports = new Map<string, string[]>();
  for (const reference of references) {
    const [, name = reference, port] = /^(.*):([^:/]+)$/.exec(reference) ?? [];
    if (port !== undefined) ports.set(name, [...(ports.get(name) ?? []), port]);
  }
  for (const reference of references) ports.delete(reference);
  const kept = [...ports].filter(([name]) => whole.has(name));
  return kept.length > 0 ? { backendPorts: new Map(kept.map(([name, all]) => [name, unique(all)])) } : {};
}
