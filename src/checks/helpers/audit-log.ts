import { isDevice } from '../../model/control-plane/api-server/audit.ts';
import type { ApiServerFacts, FlagAnswer, ObservedFlag } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { component } from './component.ts';

/**
 * Not applicable where no API server writes an audit log to a file: then nothing is kept or rotated. The number of further servers does not
 * matter: all observed servers are considered.
 */
export function auditLogFile({ flag }: ApiServerFacts): Finding | undefined {
  const path = flag('audit-log-path');
  if (!path.known || path.uncollected > (path.uncounted ? 1 : 0)) return undefined;
  if (path.observations.some(isFile)) return undefined;
  return {
    verdict: 'not-applicable',
    at: component('kube-apiserver'),
    message: 'no audit log is written to a file (see api-server/audit-logging-off)',
    evidence: path.observations.map(({ evidence }) => evidence),
  };
}

/** A flag about audit log files, on the servers that write or may write one: it has no effect on the others. */
export function auditLogFlag({ flag }: ApiServerFacts, name: string): FlagAnswer {
  const [path, answer] = [flag('audit-log-path'), flag(name)];
  if (!path.known || !answer.known) return answer;
  const without = new Set(
    path.observations.filter((observation) => !isFile(observation)).map(({ instance }) => instance),
  );
  return { ...answer, observations: answer.observations.filter(({ instance }) => !without.has(instance)) };
}

/** `-` is the standard output; a device keeps nothing that could be rotated. */
function isFile({ value }: ObservedFlag): boolean {
  return value !== '' && value !== '-' && !isDevice(value);
}
