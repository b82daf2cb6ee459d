import type { CoverageRow, PermissionsRow } from '../../result/types.ts';
import { COLLECTORS } from '../../snapshot/collectors.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { permissionText } from '../../shared/requirement.ts';

/** Older versions also requested this permission; only `--kubelet` requires it. */
const KUBELETS = 'nodes/proxy';

/** The user's permissions as reported by the API server; undefined when they were not requested. */
export function permissionsRow({ records, outcomes }: Snapshot): PermissionsRow | undefined {
  const kubelets = outcomes.get('kubelets')?.status ?? 'unavailable';
  const requested = records.permission.filter(
    ({ resource }) => resource !== KUBELETS || kubelets !== 'unavailable',
  );
  if (requested.length === 0) return undefined;
  return { evaluated: requested.length, allowed: requested.filter(({ allowed }) => allowed).length };
}

export function coverageRows({ outcomes }: Snapshot): CoverageRow[] {
  return [...outcomes.values()].map(({ collector, status, count, reason, missing, notes }) => ({
    collector,
    title: COLLECTORS[collector].title,
    area: COLLECTORS[collector].area,
    status,
    count,
    ...(reason && { reason }),
    missing: (missing ?? []).map((rule) => permissionText(rule)),
    notes: notes ?? [],
  }));
}
