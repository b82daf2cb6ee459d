import { enumeration } from '../../shared/text.ts';
import { minorOf, parseHealth } from '../../snapshot/index.ts';
import type { VersionRecord } from '../../snapshot/records/index.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { meaningOf, permissionName, statusText } from '../answers.ts';
import { defineCollector } from '../define.ts';

const PATHS = ['/readyz', '/livez'];

/** Kubernetes 1.16 added both paths. */
function isOld(version: VersionRecord | undefined): boolean {
  return (minorOf(version) ?? 0) < 16;
}

export const health = defineCollector({
  id: 'health',
  why: 'Health of the API server and etcd; names of health checks also reveal KMS and encryption.',
  notRead: 'Reasons of failed health checks.',
  reads: PATHS.map((path) => ({ verb: 'get', path })),
  async run({ get, add, records }) {
    const missing: ReadRule[] = [];
    const reasons: string[] = [];
    let absent = 0;
    let read = 0;
    for (const path of PATHS) {
      const { status, body } = await get(`${path}?verbose`, { accept: 'text/plain, */*;q=0.1' });
      const text = body.toString('utf8');
      const record = parseHealth(`${path}?verbose`, status, text);
      const meaning = meaningOf(status);
      // An unhealthy server returns 500 with the list of checks; a 500 without one comes from a proxy.
      if (record.checks.length > 0 || (meaning === 'ok' && text.trim() === 'ok')) {
        add('health', record);
        read++;
        if (record.cut) reasons.push(`the response of ${path} is truncated`);
      } else if (meaning === 'permission-denied') missing.push({ verb: 'get', path });
      else if (meaning === 'unavailable' && isOld(records('version')[0])) absent++;
      else if (meaning === 'ok') reasons.push(`the response of ${path} is not a list of health checks`);
      else reasons.push(`${path} answered ${statusText(status, body)}`);
    }
    if (missing.length + reasons.length + absent === 0) return { status: 'ok' };
    const why = [...reasons, ...missing.map((rule) => `not allowed to ${permissionName(rule)}`)];
    return {
      status:
        read > 0
          ? 'partial'
          : reasons.length > 0
            ? 'collection-failed'
            : missing.length > 0
              ? 'permission-denied'
              : 'unavailable',
      reason: why.length > 0 ? enumeration(why) : 'the API server does not serve these paths',
      ...(missing.length > 0 && { missing }),
    };
  },
});
