import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadWaivers } from '../../../src/app/waivers.ts';
import { readFragment, writeFragment } from '../../../src/report/page/client/fragment.ts';
import { cssString } from '../../../src/report/page/layout-style.ts';
import { firstSentence } from '../../../src/report/page/summary/top-risks.ts';
import { termParts } from '../../../src/report/page/terms.ts';
import { ticketText } from '../../../src/report/page/ticket-text.ts';
import { dayAfter, waiverEntry, waiverFile } from '../../../src/report/page/waiver-text.ts';
import { checkPageUrl, referenceUrl } from '../../../src/report/reference-url.ts';
import { HOSTILE } from '../../support/evaluated-results.ts';

const NAMES = [
  ...HOSTILE,
  '\u202Egnp.exe',
  'true',
  '2027-01-01',
  'a: b #c',
  "it's",
  '- x',
  '\u007f\u0085\u2028',
  '😀',
];

describe('a waiver from the page', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archmap-waiver-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const read = async (text: string) => {
    const file = join(folder, 'w.yaml');
    await writeFile(file, text);
    return loadWaivers(file);
  };
  const base = {
    check: 'etcd/secrets-unencrypted',
    reason: 'until spring',
    owner: 'team-a',
    expires: '2027-03-31',
  };

  it('is a valid file that names exactly its objects, whatever they are called', async () => {
    // A lone surrogate is in no text that a browser can read from a file; YAML has no escape for it either.
    const names = NAMES.filter((name) => name.isWellFormed());
    const text = waiverFile({
      ...base,
      reason: '"quoted": # \\ yes',
      objects: names.map((name, at) => ['Deployment', at % 2 === 0 ? '' : `ns-${at}`, name] as const),
    });
    expect(Array.from(text).filter((one) => one !== '\n' && (one < ' ' || one > '~'))).toEqual([]);
    const [waiver] = (await read(text)) ?? [];
    expect(waiver).toMatchObject({ check: base.check, reason: '"quoted": # \\ yes', expires: '2027-03-31' });
    expect(waiver?.objects?.map(({ name }) => name)).toEqual(names);
    expect(waiver?.objects?.[1]).toEqual({ kind: 'Deployment', namespace: 'ns-1', name: names[1] });
  });

  it('without an object covers the check, and an entry can be appended to a file', async () => {
    const text =
      waiverFile({ ...base, objects: [] }) + waiverEntry({ ...base, check: 'etcd/x', objects: [] });
    const waivers = await read(text);
    expect(waivers?.map(({ check, objects }) => [check, objects])).toEqual([
      ['etcd/secrets-unencrypted', undefined],
      ['etcd/x', undefined],
    ]);
  });

  it('counts days across months, and has no day without a time', () => {
    expect(dayAfter('2026-12-01T22:16:00Z', 90)).toBe('2027-03-01');
    expect(dayAfter('no time', 90)).toBe('');
  });
});

describe('the text of a ticket', () => {
  it('has names of a cluster in code spans only, in one line each', () => {
    const text = ticketText({
      severity: 'high',
      title: 'Privileged containers',
      check: 'workloads/privileged',
      url: undefined,
      cluster: 'a`b',
      takenAt: '2026-12-01T22:16:00Z',
      why: 'Why.',
      fix: 'Fix.',
      rows: NAMES.map((name) => [name, name] as const),
    });
    const list = text.split('\n').filter((line) => line.startsWith('- '));
    expect(list).toHaveLength(NAMES.length);
    for (const line of list) expect(line).toMatch(/^- `[^`]*`: `[^`]*`$/);
    expect(text).toContain("(cluster `a'b`)");
  });

  it('is limited, and says how many objects are left out', () => {
    const rows = Array.from({ length: 70 }, (_, at) => [`o-${at}`, 'm'] as const);
    const base = { severity: 'low', title: 't', check: 'a/b', url: 'https://x', cluster: 'c' };
    const text = ticketText({ ...base, takenAt: 't', why: 'w', fix: 'f', rows });
    expect(text).toContain('- and 20 more');
    expect(text).toContain('`a/b` https://x');
  });
});

describe('links', () => {
  const reference = (framework: string, id: string) => referenceUrl({ framework, id });

  it('lead to the pages of checks and frameworks', () => {
    expect(checkPageUrl({ id: 'etcd/secrets-unencrypted', area: 'etcd' })).toMatch(
      /^https:.*\/docs\/checks\/etcd\/secrets-unencrypted\.md$/,
    );
    expect(reference('MITRE ATT&CK', 'T1552.007')).toBe('https://attack.mitre.org/techniques/T1552/007/');
    expect(reference('CIS 1.12', '1.2.6')).toContain('cisecurity.org');
    expect(reference('OWASP K8s 2025', 'K01')).toContain('owasp.org');
    expect(referenceUrl({ framework: 'docs', id: 'x', url: 'https://kubernetes.io/docs/' })).toBe(
      'https://kubernetes.io/docs/',
    );
  });

  it('have no path from an id of another form, and custom rules have no page', () => {
    expect(reference('MITRE ATT&CK', '../../evil')).toBeUndefined();
    expect(reference('Kubescape', 'C-1/..')).toBeUndefined();
    expect(reference('ours', '1')).toBeUndefined();
    expect(checkPageUrl({ id: '../../x', area: 'etcd' })).toBeUndefined();
    expect(checkPageUrl({ id: 'custom/own', area: 'custom' })).toBeUndefined();
  });
});

describe('the page header of paper', () => {
  it.each(NAMES)('is a string of CSS that nothing in %j ends', (name) => {
    expect(cssString(name)).toMatch(/^"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"$/);
  });
});

describe('fragments', () => {
  it('keep filters, with any text', () => {
    for (const q of NAMES.filter((name) => name.isWellFormed())) {
      const { anchor, filters } = readFragment(writeFragment({ severity: 'high', q }, '#nodes?map=mesh'));
      expect([anchor, filters]).toEqual(['risks', { severity: 'high', q }]);
    }
    expect(writeFragment({}, '')).toBe('#risks');
    expect(writeFragment({}, '#?map=mesh')).toBe('#risks?map=mesh');
  });

  it('name a section or a risk, and ignore what they do not know', () => {
    expect(readFragment('#nodes')).toEqual({ anchor: 'nodes' });
    expect(readFragment('#risks?color=red&area=etcd')).toEqual({
      anchor: 'risks',
      filters: { area: 'etcd' },
    });
    expect(readFragment('#%E0%A4%A')).toEqual({ anchor: '%E0%A4%A' });
    expect(readFragment('')).toEqual({ anchor: '' });
  });
});

describe('terms of the glossary', () => {
  const marked = (text: string, seen = new Set<string>()) =>
    termParts(text, seen)
      .map(({ text: words, entry }) => (entry === undefined ? words : `[${words}]`))
      .join('');

  it('are marked once, with their plural, as whole words only', () => {
    expect(marked('Secrets are in etcd; etcd holds every Secret')).toBe(
      '[Secrets] are in [etcd]; etcd holds every Secret',
    );
    expect(marked('/etc/etcd/x, --etcd-cafile and SecretStore')).toBe(
      '/etc/etcd/x, --etcd-cafile and SecretStore',
    );
    const seen = new Set<string>();
    expect([marked('etcd', seen), marked('etcd', seen)]).toEqual(['[etcd]', 'etcd']);
  });
});

describe('the first step', () => {
  it('is the first sentence, where a full stop in code or a number ends none', () => {
    expect(firstSentence('Set `a. B` to 1.2. Then restart.')).toBe('Set `a. B` to 1.2.');
    expect(firstSentence('Upgrade to 1.31. `x` is next.')).toBe('Upgrade to 1.31.');
    expect(firstSentence('One sentence')).toBe('One sentence');
  });
});
