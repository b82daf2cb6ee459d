import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArchmapError, check, scan } from '../src/library.ts';

let folder: string;
let manifest: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-library-'));
  manifest = join(folder, 'web.yaml');
  await writeFile(
    manifest,
    `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  hostNetwork: true
  containers: [{name: c, image: i, securityContext: {privileged: true}}]
`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('the library', () => {
  it('scans the example cluster, without output', async () => {
    const steps: string[] = [];
    const result = await scan({ demo: true, only: ['nodes'], onProgress: (text) => void steps.push(text) });
    expect(result.format).toBe('archmap-result');
    expect(new Set(result.verdicts.map(({ area }) => area))).toEqual(new Set(['nodes']));
    expect(steps.some((text) => text.startsWith('Evaluating '))).toBe(true);
  });

  it('returns the exit code of the command, and why', async () => {
    const only = ['workloads/privileged-container', 'workloads/host-network'];
    const failed = await check({ from: manifest, only });
    expect(failed).toMatchObject({ exitCode: 1, reason: 'Exit code 1: 1 risk at or above --fail-on=high' });
    expect(await check({ from: [manifest], only, failOn: 'none' })).toMatchObject({ exitCode: 0 });
    expect(await check({ from: manifest, only: ['etcd'], requireComplete: true })).toMatchObject({
      exitCode: 3,
    });
  });

  it('applies waivers, rules and a baseline that are named, and no file that is not', async () => {
    const only = ['workloads/privileged-container'];
    const waivers = join(folder, 'waivers.yaml');
    await writeFile(
      waivers,
      'apiVersion: archmap.io/v1\nkind: Waivers\nwaivers:\n  - {check: workloads/privileged-container, reason: known, owner: me, expires: 2099-01-01}\n',
    );
    expect((await check({ from: manifest, only, waivers })).exitCode).toBe(0);
    const baseline = join(folder, 'earlier.json');
    await writeFile(baseline, JSON.stringify(await scan({ from: manifest, only })));
    expect((await check({ from: manifest, only, baseline })).exitCode).toBe(0);
    // In the working directory of the caller, this file changes nothing.
    const before = process.cwd();
    await writeFile(
      join(folder, '.archmap.yaml'),
      'apiVersion: archmap.io/v1\nkind: Config\nskip:\n  - {check: workloads/privileged-container, reason: known}\n',
    );
    process.chdir(folder);
    try {
      expect((await check({ from: manifest, only })).exitCode).toBe(1);
    } finally {
      process.chdir(before);
    }
  });

  it('throws errors with a code and a hint', async () => {
    const error = await scan({ from: join(folder, 'absent.yaml') }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ArchmapError);
    expect(error).toMatchObject({ code: 'input', hint: expect.any(String) });
    await expect(scan({ demo: true, only: ['no/such-check'] })).rejects.toMatchObject({ code: 'usage' });
    await expect(scan({ connection: { kubeconfig: join(folder, 'absent') } })).rejects.toBeInstanceOf(
      ArchmapError,
    );
  });

  it('reports warnings to the caller, one line each', async () => {
    const broken = join(folder, 'broken.yaml');
    await writeFile(broken, 'kind: Pod\napiVersion: v1\nmetadata: {name: [}\n');
    const notes: string[] = [];
    await scan({ from: [manifest, broken], only: ['nodes'], onNote: (line) => void notes.push(line) });
    expect(notes.join('\n')).toContain('broken.yaml');
    expect(notes.every((line) => !line.includes('\n'))).toBe(true);
  });

  it('ends when its signal is aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(scan({ connection: { server: 'http://127.0.0.1:9' }, signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
