import { parseHealth } from '../../snapshot/index.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { enumeration, meaningOf, rightName, statusText } from '../answers.ts';
import { defineCollector } from '../define.ts';

const PATHS = ['/readyz', '/livez'];

export const health = defineCollector({
  id: 'health',
  why: 'Whether the API server and its etcd are well; names of health checks also show KMS and encryption.',
  notRead: 'Reasons of failing checks.',
  reads: PATHS.map((path) => ({ verb: 'get', path })),
  async run({ get, add }) {
    const missing: ReadRule[] = [];
    const reasons: string[] = [];
    let absent = 0;
    for (const path of PATHS) {
      const { status, body } = await get(`${path}?verbose`, { accept: 'text/plain, */*;q=0.1' });
      const record = parseHealth(`${path}?verbose`, status, body.toString('utf8'));
      const meaning = meaningOf(status);
      // A sick server answers 500 with the list of checks; without one it is the word of something in between.
      if (meaning === 'ok' || record.checks.length > 0) add('health', record);
      else if (meaning === 'forbidden') missing.push({ verb: 'get', path });
      else if (meaning === 'absent') absent++;
      else reasons.push(`${path} answered ${statusText(status, body)}`);
    }
    if (missing.length + reasons.length + absent === 0) return { status: 'ok' };
    const why = [...reasons, ...missing.map((rule) => `not allowed to ${rightName(rule)}`)];
    return {
      status:
        missing.length + reasons.length + absent < PATHS.length
          ? 'partial'
          : reasons.length > 0
            ? 'failed'
            : missing.length > 0
              ? 'forbidden'
              : 'absent',
      reason: why.length > 0 ? enumeration(why) : 'the API server has no such paths',
      ...(missing.length > 0 && { missing }),
    };
  },
});
