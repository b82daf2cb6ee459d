import type { ApiServerFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { component } from './component.ts';

/** Not applicable where no API server writes an audit log to a file: then nothing has to be kept or turned over. */
export function auditLogFile({ flag }: ApiServerFacts): Finding | undefined {
  const path = flag('audit-log-path');
  if (!path.known || path.unseen > 0) return undefined;
  if (path.sightings.some(({ value }) => value !== '' && value !== '-')) return undefined;
  return {
    verdict: 'not-applicable',
    at: component('kube-apiserver'),
    message: 'no audit log is written to a file (see api-server/audit-logging-off)',
    evidence: path.sightings.map(({ evidence }) => evidence),
  };
}
