import { assess } from '../../../src/app/assess.ts';
import type { VerdictKind } from '../../../src/result/types.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';

/** `check: Kind namespace/name severity` of every verdict of this kind in one area of checks, sorted; the severity for fails only. */
export function verdictsAt(snapshot: Snapshot, area: string, kind: VerdictKind): string[] {
  return assess(snapshot, { only: [area] })
    .verdicts.filter(({ verdict }) => verdict === kind)
    .map(({ check, object, severity }) => {
      const name = object && [object.namespace, object.name].filter(Boolean).join('/');
      return [
        `${check.slice(area.length + 1)}: ${object ? `${object.kind} ${name}` : 'cluster'}`,
        ...(kind === 'fail' ? [severity] : []),
      ].join(' ');
    })
    .sort();
}
