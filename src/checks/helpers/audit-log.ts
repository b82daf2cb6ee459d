import { isDevice } from '../../model/control-plane/api-server/audit.ts';
import type { ApiServerFacts, FlagAnswer, ObservedFlag } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { component } from './component.ts';

/**
 * Not applicable where no API server writes an audit log to a file: then nothing has to be kept or turned over. Whether there are more servers
 * than those that show does not matter: of those, all were seen.
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

/** A flag about the files of the audit log, of the servers that write one or may: it does nothing on the others. */
export function auditLogFlag({ flag }: ApiServerFacts, name: string): FlagAnswer {
  const [path, answer] = [flag('audit-log-path'), flag(name)];
  if (!path.known || !answer.known) return answer;
  const without = new Set(
    path.observations.filter((observation) => !isFile(observation)).map(({ instance }) => instance),
  );
  return { ...answer, observations: answer.observations.filter(({ instance }) => !without.has(instance)) };
}

/** `-` is the standard output; a device keeps nothing that could be turned over. */
function isFile({ value }: ObservedFlag): boolean {
  return value !== '' && value !== '-' && !isDevice(value);
}
