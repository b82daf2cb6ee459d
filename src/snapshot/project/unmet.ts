import { arr, obj, str } from './raw.ts';

/** Conditions of the Gateway API and of Istio that report a fault when they are False. */
const POSITIVE: ReadonlySet<unknown> = new Set([
  'Accepted',
  'Programmed',
  'ResolvedRefs',
  'istio.io/WaypointBound',
]);

/** The conditions that are not met, as `Type: Reason`. */
export function unmetIn(conditions: unknown): string[] {
  return arr(conditions)
    .map(obj)
    .filter(({ type, status }) => POSITIVE.has(type) && status === 'False')
    .map(({ type, reason }) => `${str(type, 64) ?? ''}: ${str(reason, 64) ?? 'False'}`);
}
