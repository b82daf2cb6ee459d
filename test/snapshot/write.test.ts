import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createProjector,
  createSnapshotBuilder,
  eachRecord,
  writeSnapshot,
} from '../../src/snapshot/index.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

/** A snapshot with several kinds; `seed` changes the order of arrival. */
function example(seed = 0): Snapshot {
  const objects: unknown[] = [
    ...Array.from({ length: 40 }, (_, i) => pod(`web-${i}`)),
    pod('db', { metadata: { name: 'db', namespace: 'a', labels: { 'x/y': 'ü 漢字 🚢' } } }),
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1', labels: {} },
      status: { capacity: { cpu: '4' } },
    },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
      rules: [{ verbs: ['*'], apiGroups: [''], resources: ['*'] }],
    },
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'p', namespace: 'a' },
      spec: { mtls: { mode: 'STRICT' }, portLevelMtls: { '8080': { mode: 'DISABLE' } } },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns', namespace: 'kube-system' },
      data: { Corefile: '.:53 {\n\terrors\n}\n' },
    },
  ];
  const builder = createSnapshotBuilder();
  const projector = createProjector();
  const turned = [...objects.slice(seed), ...objects.slice(0, seed)];
  for (const raw of turned) {
    const projected = projector.project(raw);
    if (projected === undefined) throw new Error('an object of the example gives no record');
    eachRecord(projected, (item) => builder.add(item.kind as 'pod', item.record as never));
  }
  builder.add('permission', { verb: 'list', resource: 'pods', allowed: true });
  builder.add('permission', { verb: 'get', path: '/metrics', allowed: false });
  builder.outcome({ collector: 'pods', status: 'ok', count: 41 });
  builder.outcome({ collector: 'services', status: 'partial', count: 1, namespace: 'shop' });
  builder.outcome({
    collector: 'metrics',
    status: 'permission-denied',
    count: 0,
    reason: '403',
    missing: [{ verb: 'get', path: '/metrics' }],
  });
  return builder.finish(
    {
      format: 'archmap-snapshot',
      schemaVersion: 1,
      tool: 'test',
      takenAt: '2026-11-01T00:00:00.000Z',
      source: 'live',
      server: 'https://10.0.0.1:6443',
    },
    'not asked',
  );
}

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('writeSnapshot', () => {
  it('writes the same bytes for the same content, in any order of arrival', async () => {
    await writeSnapshot(example(), join(dir.root, 'a.gz'));
    await writeSnapshot(example(17), join(dir.root, 'b.gz'));
    expect(hash(join(dir.root, 'b.gz'))).toBe(hash(join(dir.root, 'a.gz')));
    // Neither a time nor an operating system in the header.
    expect([...readFileSync(join(dir.root, 'a.gz')).subarray(4, 10)]).toEqual([
      0,
      0,
      0,
      0,
      expect.any(Number),
      0xff,
    ]);
  });

  it('is read back identically, and writes the same bytes again', async () => {
    const given = example();
    const first = join(dir.root, 'a.gz');
    await writeSnapshot(given, first);
    const { snapshot, problems } = await read(first);
    expect(problems).toEqual([]);
    expect(snapshot.header).toEqual(given.header);
    expect(snapshot.outcomes).toEqual(given.outcomes);
    for (const kind of Object.keys(given.records) as (keyof typeof given.records)[]) {
      expect(snapshot.records[kind]).toHaveLength(given.records[kind].length);
      expect(snapshot.records[kind]).toEqual(expect.arrayContaining([...given.records[kind]]));
    }
    await writeSnapshot(snapshot, join(dir.root, 'b.gz'));
    expect(hash(join(dir.root, 'b.gz'))).toBe(hash(first));
    // Templates are shared again.
    expect(new Set(snapshot.records.pod.map((record) => record.template)).size).toBe(2);
  });

  it('writes header, records by kind and name, outcomes, and counts at the end', async () => {
    const path = join(dir.root, 'a.jsonl');
    await writeSnapshot(example(5), path);
    const lines = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { t?: string; d: { name: string } });
    expect(lines[0]).toMatchObject({ format: 'archmap-snapshot', schemaVersion: 1 });
    expect(lines.slice(1, 5).map((line) => line.d.name)).toEqual(['db', 'web-0', 'web-1', 'web-10']);
    expect(lines.at(-1)).toEqual({
      t: 'end',
      d: {
        records: 48,
        outcomes: COLLECTOR_IDS.length,
        counts: { pod: 41, node: 1, namespace: 1, configMap: 1, role: 1, custom: 1, permission: 2 },
      },
    });
    expect((await read(path)).snapshot.records.pod).toHaveLength(41);
  });

  it('is readable by its owner only, and leaves no other file', async () => {
    const path = join(dir.root, 'a.gz');
    await writeSnapshot(example(), path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir.root)).toEqual(['a.gz']);
  });

  it('replaces the target of a link, and keeps the link', async () => {
    const target = dir.file('real.gz', 'old');
    symlinkSync(target, join(dir.root, 'link.gz'));
    await writeSnapshot(example(), join(dir.root, 'link.gz'));
    expect(gunzipSync(readFileSync(target)).toString()).toContain('archmap-snapshot');
    expect(readdirSync(dir.root)).toEqual(['link.gz', 'real.gz']);
  });

  it('writes to a stream and leaves it open', async () => {
    const out = new PassThrough();
    const parts: Buffer[] = [];
    out.on('data', (part: Buffer) => parts.push(part));
    await writeSnapshot(example(), out);
    expect(out.writableEnded).toBe(false);
    out.write('after');
    const whole = Buffer.concat(parts);
    const { snapshot } = await read('-', whole.subarray(0, whole.length - 'after'.length));
    expect(snapshot.records.pod).toHaveLength(41);
  });

  it('rejects a terminal', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    await expect(writeSnapshot(example(), terminal)).rejects.toMatchObject({
      code: 'output',
      hint: expect.stringContaining('redirect'),
    });
  });

  it('is quiet when the pipe is closed', async () => {
    const closed = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    await expect(writeSnapshot(example(), closed)).resolves.toBeUndefined();
  });

  describe('keeps the old file and leaves no other', () => {
    it('when it is cancelled', async () => {
      const path = dir.file('a.gz', 'old');
      await expect(writeSnapshot(example(), path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(dir.root)).toEqual(['a.gz']);
    });

    it('when a record cannot be written', async () => {
      const path = dir.file('a.gz', 'old');
      const snapshot = example();
      const broken = {
        namespace: 'z',
        name: 'z',
        toJSON: () => {
          throw new Error('no');
        },
      };
      const records = { ...snapshot.records, pod: [...snapshot.records.pod, broken as never] };
      await expect(writeSnapshot({ ...snapshot, records }, path)).rejects.toMatchObject({ code: 'output' });
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(dir.root)).toEqual(['a.gz']);
    });
  });

  it.each([
    ['a directory that is missing', 'no/such/a.gz', 'no/such does not exist', 'create it'],
    ['a directory', '.', 'is a directory', 'specify a file'],
    ['a path through a file', 'file/a.gz', 'file is not a directory', 'another file'],
    ['a name that is too long', 'a'.repeat(250), 'the name is too long', 'shorter'],
  ])('reports the error of %s', async (_what, name, what, hint) => {
    writeFileSync(join(dir.root, 'file'), '');
    const path = join(dir.root, name);
    const error = await writeSnapshot(example(), path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'output', hint: expect.stringContaining(hint) });
    // Neither the system's message nor the name of the temporary file. The folder's own name is random.
    expect(String(error).replaceAll(dir.root, '')).not.toMatch(/E[A-Z]{4}|\.tmp/);
    await expect(writeSnapshot(example(), path)).rejects.toThrow(what);
    expect(readdirSync(dir.root)).toEqual(['file']);
    chmodSync(dir.root, 0o700);
  });
});
