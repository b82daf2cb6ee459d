import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSnapshot } from '../../src/app/source.ts';
import type { AppIo } from '../../src/app/types.ts';
import { writeSnapshot } from '../../src/snapshot/index.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { snapshotOf } from '../model/support/cluster.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-source-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The notes for a snapshot that is read with `-n`. */
async function notes(evidence: EvidenceDocument, namespace: string): Promise<string[]> {
  const file = join(folder, 'x.archmap.gz');
  await writeSnapshot(snapshotOf(evidence, shop), file);
  const declared: string[] = [];
  const io = {
    stdin: process.stdin,
    signal: new AbortController().signal,
    now: () => new Date(),
    note: (text: string) => void declared.push(text),
  };
  await loadSnapshot({ connection: {}, from: [file], namespace }, io as unknown as AppIo);
  return declared;
}

const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

describe('a namespace that is not in the snapshot', () => {
  it.each<[string, EvidenceDocument, string[]]>([
    ['all were listed', {}, ['warning: namespace web does not exist']],
    ['files contain no namespaces', { unavailable: ['namespaces'] }, []],
    ['not all were seen', { partial: ['namespaces'] }, []],
    ['listing is denied', { 'permission-denied': ['namespaces'] }, []],
  ])('when %s', async (_when, evidence, expected) => {
    expect(await notes(evidence, 'web')).toEqual(expected);
    expect(await notes(evidence, 'shop')).toEqual([]);
  });
});
