import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { findTopic, fullName, listTopics, topicNames } from '../../src/app/topics/index.ts';
import { allChecks } from '../../src/checks/index.generated.ts';
import { AREAS, FRAMEWORKS, SEVERITIES } from '../../src/result/types.ts';
import { loadWaivers } from '../../src/app/waivers.ts';
import { frameworks } from '../../src/data/frameworks.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { topicPage } from '../../src/report/topics.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const plain = { color: false, headers: true, borders: false, width: 80 };

describe('topics of explain', () => {
  it('are every area, verdict and data source, each with a page', () => {
    const names = (kind: string) =>
      listTopics().flatMap((topic) => (topic.kind === kind ? [topic.name] : []));
    expect(names('area')).toEqual([...AREAS]);
    expect(names('source').sort()).toEqual([...COLLECTOR_IDS].sort());
    expect(names('verdict').sort()).toEqual(['error', 'fail', 'not-applicable', 'pass', 'unknown']);
    for (const { title, body } of listTopics()) {
      expect(title.length).toBeGreaterThan(3);
      expect(body.length).toBeGreaterThan(30);
    }
  });

  it('each have one page; a topic with an ambiguous short name has a full name', () => {
    const names = topicNames();
    expect(new Set(names).size).toBe(names.length);
    expect(names.map((name) => findTopic(name)?.topic).map((topic) => topic && fullName(topic))).toEqual(
      listTopics().map(fullName),
    );
    expect(findTopic('nodes')?.topic.kind).toBe('area');
    expect(findTopic('nodes')?.others.map(fullName)).toEqual(['source/nodes']);
    expect(findTopic('source/nodes')?.topic.kind).toBe('source');
    expect(findTopic('no-such-word')).toBeUndefined();
  });

  it('are no names of checks', () => {
    const ids = new Set(allChecks.map(({ id }) => id));
    expect(topicNames().filter((name) => ids.has(name))).toEqual([]);
  });

  it('fit a terminal, except for code', () => {
    for (const topic of listTopics()) {
      const lines = topicPage(topic, [], plain).split('\n');
      expect(
        lines.filter((line) => line.length > 80 && !line.startsWith('    ') && line.includes(' ')),
      ).toEqual([]);
    }
  });

  it('list every check of an area, and the checks that require a data source', () => {
    for (const { id, area } of allChecks)
      expect(findTopic(`area/${area}`)?.topic.body).toContain(`\`${id}\``);
    expect(findTopic('source/nodes')?.topic.body).toMatch(/Unknown without it: .*`nodes\/not-ready`/);
    expect(findTopic('source/flagz')?.topic.body).toContain('`/flagz`');
  });

  it('contain a valid waiver', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(findTopic('waivers')?.topic.body ?? '') ?? [];
    const { waivers } = load(example) as { waivers: { check: string }[] };
    for (const { check } of waivers) expect(allChecks.map(({ id }) => id)).toContain(check);
    const folder = await mkdtemp(join(tmpdir(), 'archmap-topics-'));
    await writeFile(join(folder, 'waivers.yaml'), example);
    expect(await loadWaivers(join(folder, 'waivers.yaml'))).toHaveLength(waivers.length);
    await rm(folder, { recursive: true });
  });
});

describe('indexes of docs/', () => {
  const pages = [
    'docs/README.md',
    'docs/checks/README.md',
    'docs/checks/by-severity.md',
    'docs/checks/by-framework.md',
    ...['areas', 'verdicts', 'reasons', 'confidence', 'topics', 'sources', 'data-sources'].map(
      (name) => `docs/explain/${name}.md`,
    ),
  ];

  it.each(pages)('%s links to files that exist', async (page) => {
    const text = await readFile(join(root, page), 'utf8');
    const links = [...text.matchAll(/\]\(([^):#]+\.(?:md|json))/g)].map(([, target]) => target ?? '');
    expect(links.length + (page.includes('explain') ? 1 : 0)).toBeGreaterThan(0);
    for (const target of new Set(links)) await readFile(join(root, dirname(page), target));
  });

  it('list every check under its severity and under every framework row that it refers to', async () => {
    const [severities, rows] = await Promise.all([
      readFile(join(root, 'docs/checks/by-severity.md'), 'utf8'),
      readFile(join(root, 'docs/checks/by-framework.md'), 'utf8'),
    ]);
    const under = new Map(
      severities
        .split('\n## ')
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('\n')), part] as const),
    );
    expect([...under.keys()]).toEqual([...SEVERITIES]);
    for (const { id, severity } of allChecks) expect(under.get(severity)).toContain(`[${id}](${id}.md)`);
    const lines = rows.split('\n');
    const names = new Set(FRAMEWORKS.map((id) => frameworks[id].name));
    for (const { id, references } of allChecks)
      for (const { id: row } of references.filter((one) => names.has(one.framework)))
        expect(lines.some((line) => line.startsWith(`| ${row} |`) && line.includes(`[${id}](`))).toBe(true);
  });
});
