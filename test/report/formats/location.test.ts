import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Log } from 'sarif';
import { github } from '../../../src/report/formats/github.ts';
import { gitlab } from '../../../src/report/formats/gitlab.ts';
import { junit } from '../../../src/report/formats/junit.ts';
import { locationOf } from '../../../src/report/formats/location.ts';
import { sarif } from '../../../src/report/formats/sarif.ts';
import type { DeclaredPlace, Result, Verdict } from '../../../src/result/types.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';
import { NASTY } from './support/results.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

/** `count` risks of one check, each in a file of its own. */
function declared(count: number, place: Partial<DeclaredPlace> = {}): Result {
  const [first] = demo.verdicts as [Verdict];
  const verdicts = Array.from({ length: count }, (_, index): Verdict => ({
    ...first,
    verdict: 'fail',
    severity: 'high',
    object: { kind: 'Deployment', namespace: 'shop', name: `web-${index}` },
    declaredIn: { file: `deploy/web ${index}.yaml`, document: 1, line: 7 + index, ...place },
    fingerprint: index.toString(16).padStart(16, '0'),
  }));
  return { ...demo, source: 'files', verdicts };
}

describe('a risk in a file', () => {
  it('is at its line in SARIF, with an encoded path', () => {
    const log = JSON.parse(sarif(declared(1), { all: false }).text) as Log;
    const [location] = log.runs[0]?.results?.[0]?.locations ?? [];
    expect(location?.physicalLocation).toEqual({
      artifactLocation: { uri: 'deploy/web%200.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7 },
    });
  });

  it('is at its line in GitLab, GitHub and JUnit', () => {
    const [entry] = JSON.parse(gitlab(declared(1)).text) as { location: object }[];
    expect(entry?.location).toEqual({ path: 'deploy/web 0.yaml', lines: { begin: 7 } });
    expect(github(declared(1)).text).toMatch(/^::error file=deploy\/web 0\.yaml,line=7,title=high%3A /);
    expect(junit(declared(1)).text).toContain('file="deploy/web 0.yaml" line="7"');
  });

  it('names its template', () => {
    const { text } = github(declared(1, { template: 'shop/templates/%0A::error::web.yaml' }));
    expect(text).toContain('(rendered from shop/templates/%250A::error::web.yaml)');
    expect(text.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('annotations on GitHub', () => {
  it('are one for each risk while they fit, then one for each check with its objects', () => {
    const errors = (count: number) => github(declared(count)).text.match(/^::error .*$/gm) ?? [];
    expect(errors(10)).toHaveLength(10);
    const [grouped = '', ...others] = errors(11);
    expect(others).toEqual([]);
    expect(grouped).toContain('::11 objects: Deployment shop/web-0 (deploy/web 0.yaml:7), ');
    expect(grouped).toContain(' and 3 more (');
    expect(github(declared(11)).notes).toEqual([]);
  });

  it('have no file for risks of files that are in none of them', () => {
    const { verdicts, ...rest } = declared(1);
    const bare = verdicts.map(({ declaredIn: _place, ...verdict }): Verdict => verdict);
    expect(github({ ...rest, verdicts: bare }).text).toMatch(/^::error title=/);
  });
});

describe('a location', () => {
  const at = (declaredIn: DeclaredPlace) => locationOf({ ...(demo.verdicts[0] as Verdict), declaredIn });

  it.each([
    '/etc/passwd',
    '../secrets.yaml',
    'a/../../b.yaml',
    './a.yaml',
    'a//b.yaml',
    'C:/x.yaml',
    'https://x.example/a.yaml',
    'a\\..\\..\\b.yaml',
    'a\nb.yaml',
    '',
    ...NASTY.filter((word) => /\p{Cc}|\.\.|^$/u.test(word)),
  ])('outside of the repository is not displayed: %j', (file) => {
    expect(at({ file, document: 1, line: 3 })).toMatchObject({ isFile: false, line: 1 });
    expect(at({ file: '-', document: 1, line: 3, template: file }).isFile).toBe(false);
  });

  it('of standard input is its template', () => {
    const place = { file: '-', document: 1, line: 3, template: 'shop/templates/web.yaml' };
    expect(at(place)).toEqual({ path: 'shop/templates/web.yaml', line: 1, isFile: true });
  });
});
