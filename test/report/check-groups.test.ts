import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { checkTable } from '../../src/report/check-table.ts';
import { GROUPS } from '../../src/report/groups.ts';
import type { Result, Verdict } from '../../src/result/types.ts';
import { recorded } from '../support/recorded.ts';

let result: Result;
beforeAll(async () => {
  result = assess(await recorded('demo'), {});
});

const plain = { color: false, headers: true, borders: false };
const draw = (options: object) => checkTable(result, { ...plain, width: 100, ...options });
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
const fails = () => result.verdicts.filter(({ verdict }) => verdict === 'fail');

describe('grouped by check', () => {
  it('prints each check with its risk and its remediation once', () => {
    const text = draw({});
    const ids = new Set(fails().map(({ check }) => check));
    for (const id of ids) {
      const { remediation = '', title = '' } = result.checks.find((check) => check.id === id) ?? {};
      const block = text.split('\n\n').filter((one) => new RegExp(`^[A-Z]+ +${id}(?: |$)`, 'm').test(one));
      expect(block).toHaveLength(1);
      expect(flat(block[0] ?? '')).toContain(flat(title));
      expect(flat(block[0] ?? '')).toContain(`Fix: ${flat(remediation)}`);
    }
  });

  it.each([60, 80, 120])('fits %s columns and loses no object or message', (width) => {
    const text = draw({ width });
    const words = flat(text);
    for (const { object, message } of fails()) {
      if (object) expect(words).toContain(object.name);
      for (const word of message.split(' ')) expect(words).toContain(word);
    }
    const tooLong = text.split('\n').filter((line) => line.length > width && line.trim().includes(' '));
    // A message has at least 36 columns; the summary is one line.
    expect(tooLong.filter((line) => !/^\d+ checks, |^Not shown/.test(line) && width > 60)).toEqual([]);
  });

  it('has the worst severity of a check in its heading and each severity in its rows', () => {
    const block =
      draw({})
        .split('\n\n')
        .find((one) => one.includes('exposure/dashboard-exposed')) ?? '';
    expect(block).toMatch(/^HIGH +exposure\/dashboard-exposed/);
    expect(block).toMatch(/^ +HIGH +Deployment kubernetes-dashboard/m);
    expect(block).toMatch(/^ +MEDIUM +Deployment monitoring\/grafana/m);
  });
});

describe.each(GROUPS)('grouped by %s', (groupBy) => {
  it('contains every risk', () => {
    const words = flat(draw({ groupBy }));
    for (const { check } of fails()) expect(words).toContain(check);
  });

  it('escapes text of the cluster', () => {
    const hostile: Verdict = {
      ...(fails()[0] as Verdict),
      object: { kind: 'Pod', namespace: 'a\u001b[2J', name: 'b\u0007' },
      message: '\u001b]0;x\u0007 ::error::no \n next',
    };
    const text = checkTable({ ...result, verdicts: [hostile] }, { ...plain, width: 80, groupBy });
    // oxlint-disable-next-line no-control-regex -- the control characters are what must be absent
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).not.toMatch(/^\s*::/m);
  });
});

describe('the selection of severities', () => {
  it('hides other rows and counts them', () => {
    const text = draw({ severities: ['critical', 'high'] });
    expect(text).not.toContain('MEDIUM');
    const hidden = fails().filter(({ severity }) => severity !== 'critical' && severity !== 'high').length;
    expect(text).toContain(`Not shown: ${hidden} risks (`);
  });

  it('has one case for severities in all rows', () => {
    expect(draw({ all: true, width: 200 })).not.toMatch(/^(?:critical|high|medium|low|info) /m);
  });
});

describe('unknown results', () => {
  it('are one instruction for each reason, with the number of results', () => {
    const text = draw({});
    expect(text).toMatch(
      /^ {2}Not requested \(\d+\): run again with --kubelet \(requires get nodes\/proxy\)$/m,
    );
    expect(text).toMatch(
      /^ {2}Not observed \(\d+\): get \/metrics of every API server: only some of them responded$/m,
    );
    expect(text).toMatch(/^ {2}Manual \(1\): check the last runs of the backup job and the backup files$/m);
  });
});

describe('the footer', () => {
  it('repeats warnings and ends with the exit code', () => {
    const warned = {
      ...result,
      warnings: ['w.yaml:9: the waiver for a/b (me) expired on 2025-01-01 and is ignored'],
    };
    const footer = ['Exit code 1: 2 risks at or above --fail-on=high'];
    const lines = checkTable(warned, { ...plain, width: 80, footer }).split('\n');
    expect(lines.at(-1)).toBe(footer[0]);
    expect(lines.at(-2)).toContain('Warning: w.yaml:9: the waiver for a/b (me) expired');
  });
});
