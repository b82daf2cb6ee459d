import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { formatFleet } from '../../../src/report/fleet/index.ts';
import { FLEET_FORMATS } from '../../../src/report/fleet/names.ts';
import type { FleetFormat } from '../../../src/report/fleet/names.ts';
import { createFleet } from '../../../src/result/fleet/fold.ts';
import { summarizeResult } from '../../../src/result/fleet/summarize.ts';
import type { FleetReport } from '../../../src/result/fleet/types.ts';
import { evaluatedFile, HOSTILE, hostile } from '../../support/evaluated-results.ts';

const demo = await evaluatedFile();
const broken = await evaluatedFile('broken');
const SAMPLED = new Set(['flagz', 'metrics']);
const layout = { color: false, headers: true, borders: false };

function fleetOf(names: readonly string[], results = [demo, broken]): FleetReport {
  const fleet = createFleet();
  for (const [at, result] of results.entries())
    fleet.add(summarizeResult(result, { name: names[at] ?? `cluster-${at}`, sampled: SAMPLED }));
  fleet.addWithout({
    name: names.at(-1) ?? 'dead',
    state: 'failed',
    error: names.at(-1) ?? 'refused',
    hint: 'check the network',
  });
  return fleet.report();
}

async function textOf(report: FleetReport, format: FleetFormat, options = layout): Promise<string> {
  const { text } = await formatFleet(report, format, options);
  return typeof text === 'string' ? text : Array.from(text).join('');
}

describe('the table of a fleet', () => {
  const report = fleetOf(['prod', 'staging', 'dead']);

  it('has one row per cluster, worst first, and the reason of a failure in its row', async () => {
    const lines = (await textOf(report, 'table')).split('\n');
    expect(lines[0]).toMatch(
      /^CLUSTER +VERSION +NODES +CRITICAL +HIGH +MEDIUM +LOW +COVERAGE +WORST RISK +STATE$/,
    );
    expect(lines.slice(1, 4).map((line) => line.split(' ')[0])).toEqual(['staging', 'prod', 'dead']);
    expect(lines[3]).toMatch(/ Failed: dead$/);
    expect(lines.join('\n')).toContain('3 clusters: 2 complete, 1 failed; risks: 3 critical, 37 high');
  });

  it('fits into a terminal, with the reasons of failures below', async () => {
    const text = await textOf(report, 'table', { ...layout, width: 80 } as typeof layout);
    for (const line of text.split('\n').slice(0, 4)) expect(line.length).toBeLessThanOrEqual(80);
    expect(text).toContain('\n\ndead (check the network)\n\n');
  });

  it('adds columns with -o wide', async () => {
    expect((await textOf(report, 'wide')).split('\n')[0]).toMatch(/ SERVER +COLLECTED +FILE$/);
  });
});

describe('JSON of a fleet', () => {
  it('is a list as of the Kubernetes API', async () => {
    const list = JSON.parse(await textOf(fleetOf(['a', 'b', 'c']), 'json')) as Record<string, never[]>;
    expect(Object.keys(list)).toEqual(['apiVersion', 'kind', 'summary', 'risks', 'items']);
    expect(list).toMatchObject({ apiVersion: 'archmap.io/v1', kind: 'ClusterList' });
    expect(list['items']).toHaveLength(3);
  });
});

describe('the page of a fleet', () => {
  it('has links between clusters and risks that all lead somewhere', async () => {
    const html = await textOf(fleetOf(['a', 'b', 'c']), 'html');
    const ids = new Set(Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
    const links = Array.from(html.matchAll(/ href="#([^"]+)"/g), ([, id]) => id);
    expect(links.length).toBeGreaterThan(100);
    for (const link of links) expect(ids).toContain(link);
  });

  it('is one file: a policy forbids everything but its own style', async () => {
    const html = await textOf(fleetOf(['a', 'b', 'c']), 'html');
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref="[^#]|\sstyle=/);
  });
});

describe.each(FLEET_FORMATS)('hostile clusters as %s', (format) => {
  it('add no markup, control character, formula or command', async () => {
    const report = fleetOf(HOSTILE, [...HOSTILE.map(() => hostile(demo)), broken]);
    const text = await textOf(report, format);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/);
    expect(text).not.toMatch(/^\s*::error/m);
    if (format === 'html') expect(text).not.toMatch(/<script|<!--|href="[^#]/);
    if (format === 'markdown') expect(text).not.toMatch(/<script|<!--|\]\(javascript/);
    if (format === 'csv') expect(text).not.toMatch(/(?:^|,)"?[=+@]/m);
    if (format === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow();
  });
});
