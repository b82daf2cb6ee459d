import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { virtualPath } from '../../../src/report/formats/location.ts';
import { diffTable } from '../../../src/report/diff/table.ts';
import { formatResult } from '../../../src/report/formats/index.ts';
import { overview } from '../../../src/report/overview.ts';
import { sectionTable } from '../../../src/report/sections.ts';
import { diffResults } from '../../../src/result/diff/index.ts';
import type { Result } from '../../../src/result/types.ts';
import { printable } from '../../../src/shared/text.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';
import { filled, HOST_FORMATS, NASTY, report } from './support/results.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Commands that CI runners execute from a log: GitHub's two syntaxes, Azure's and TeamCity's. */
const commandsOf = (text: string) =>
  text.split(/\r?\n/).filter((line) => /^\s*::/.test(line) || /##[a-z]*\[/i.test(line));

describe.each(HOST_FORMATS)('%s', (format) => {
  it('passes no active text of a cluster to a terminal, a decoder or a build', async () => {
    for (const word of NASTY) {
      const { text, notes } = await report(filled(demo, word), format, true);
      for (const written of [text, ...notes]) {
        // oxlint-disable-next-line no-control-regex -- what must not be there
        expect(written).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
        expect(written).not.toMatch(/[\u200b\u2028-\u202e\u2066-\u2069\ufffe\uffff]/);
        expect(written.isWellFormed()).toBe(true);
      }
      // The first line of a report has no text of a cluster: no line begins inside of another text.
      const commands = commandsOf(text);
      if (format === 'github')
        expect(commands.every((line) => /^::(error|warning|notice) [^:]*::/.test(line))).toBe(true);
      else expect(commands).toEqual([]);
    }
  });

  it('is reproducible, independent of clock and random numbers', async () => {
    const first = await report(demo, format);
    jest.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z') });
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const second = await report(structuredClone(demo), format);
    expect(second).toEqual(first);
    expect(first.text.endsWith('\n')).toBe(true);
  });

  it('is not empty for a cluster without a verdict', async () => {
    const { text } = await report({ ...demo, verdicts: [], checks: [] }, format);
    expect(text.length).toBeGreaterThan(2);
  });
});

describe('output on a screen', () => {
  const screen = { color: false, headers: true, borders: false, width: 80 };

  it.each(NASTY)('%j contains no command of a CI runner', async (word) => {
    const result = filled(demo, word);
    const namespaces = result.namespaces.map((row) => ({
      ...row,
      name: word,
      initial: false,
      system: false,
    }));
    const named = { ...result, namespaces };
    const texts = [
      ...(await Promise.all(
        (['table', 'wide', 'json'] as const).map(
          async (format) => (await formatResult(named, format, { ...screen, all: true })).text,
        ),
      )),
      overview(named, screen),
      sectionTable(named, 'namespaces', {}, screen),
      diffTable(diffResults(demo, named), screen),
    ];
    for (const text of texts) expect(commandsOf(text)).toEqual([]);
  });
});

describe('plain text', () => {
  it('shows removed characters', () => {
    expect(printable('a\u001bb')).toBe('a\\u{1b}b');
    expect(printable('a\ud800b\ufffec')).toBe('a\\u{d800}b\\u{fffe}c');
    expect(printable('x ##vso[task] ##[error]')).toBe('x ##vso\\u{5b}task] ##\\u{5b}error]');
    expect(printable('漢字 \u{1f600} [x] #1 ::')).toBe('漢字 \u{1f600} [x] #1 ::');
  });
});

describe('virtual paths', () => {
  it.each([
    [undefined, 'cluster/cluster.yaml'],
    [{ kind: 'Node', name: 'cp-1' }, 'cluster/node/cp-1.yaml'],
    [{ kind: 'Pod', namespace: 'kube-system', name: 'etcd' }, 'cluster/kube-system/pod/etcd.yaml'],
    [{ kind: 'ClusterRole', name: 'system:node' }, 'cluster/clusterrole/system-node.yaml'],
    [{ kind: '', namespace: '..', name: '../x' }, 'cluster/unnamed/unnamed/..-x.yaml'],
  ])('%j', (object, path) => {
    expect(virtualPath(object)).toBe(path);
  });

  it('are relative and plain for all names', () => {
    for (const word of NASTY) {
      const path = virtualPath({ kind: word, namespace: word, name: word });
      expect(path).toMatch(/^cluster(\/[a-z0-9._-]+){2}\/[a-z0-9._-]+\.yaml$/);
      expect(path.split('/')).not.toContain('..');
      expect(path.length).toBeLessThan(400);
    }
  });
});
