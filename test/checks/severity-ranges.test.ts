import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { explain } from '../../src/app/explain.ts';
import { rangedChecks, severityRangeOf } from '../../src/checks/severity-ranges.ts';
import { checkPage } from '../../src/report/explain.ts';
import { atLeast } from '../../src/result/sort.ts';
import { checkOf, demandRange } from '../support/example.ts';
import { recorded } from '../support/recorded.ts';

// The severities in the examples of the pages are compared wherever tests evaluate a check (test/support/example.ts).
describe('severity ranges', () => {
  it.each(['demo', 'broken', 'hardened'])('contain every severity in the cluster %s', async (name) => {
    for (const verdict of assess(await recorded(name), {}).verdicts) demandRange(verdict);
  });

  it('contain the default severity of the check, and more than it', () => {
    for (const id of rangedChecks) {
      const { severity } = checkOf(id);
      const { lowest, highest } = severityRangeOf(id) ?? { lowest: severity, highest: severity };
      expect([id, atLeast(severity, lowest), atLeast(highest, severity)]).toEqual([id, true, true]);
      expect([id, lowest]).not.toEqual([id, highest]);
    }
  });

  it('are part of the page', () => {
    const text = (id: string) => {
      const found = explain(id);
      if (found.kind !== 'check') throw new Error(id);
      return checkPage(found.info, found.page, { color: false, headers: true, borders: false });
    };
    expect(text('exposure/dashboard-exposed')).toContain(
      'Default severity: high (range low to critical, by context)\n',
    );
    expect(text('api-server/profiling-on')).toMatch(/^Default severity: \w+$/m);
    expect(severityRangeOf('constructor')).toBeUndefined();
  });
});
