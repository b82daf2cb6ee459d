/** What the archives and the krew manifest are held to; the archives themselves are checked when they are made. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { executableProblems } from '../../tools/package/executable-format.mjs';
import { manifestProblems } from '../../tools/package/krew-rules.mjs';
import { filledManifest } from '../../tools/package/manifest.mjs';
import { FUSE, PLATFORMS, platformsOf } from '../../tools/package/platforms.mjs';
import { billOfMaterials } from '../../tools/package/sbom.mjs';
import { listingProblems } from '../../tools/package/verify.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const template = await readFile(`${root}krew-manifest.yaml`, 'utf8');

interface Manifest {
  metadata: { name: string };
  spec: {
    version: string;
    shortDescription: string;
    platforms: {
      selector: { matchLabels: { os: string; arch: string } };
      uri: string;
      sha256: string;
      bin: string;
    }[];
  };
}

/** The problems of the manifest after a change. */
function problemsAfter(change: (manifest: Manifest) => void): string[] {
  const manifest = load(template) as Manifest;
  change(manifest);
  return manifestProblems(manifest, 'archmap');
}

/** An entry of the manifest. */
function platform({ spec }: Manifest, index: number): Manifest['spec']['platforms'][number] {
  const found = spec.platforms[index];
  if (found === undefined) throw new Error(`the manifest has no platform ${index}`);
  return found;
}

describe('krew-manifest.yaml', () => {
  it('follows the rules of krew and its index', () => {
    expect(manifestProblems(load(template), 'archmap')).toEqual([]);
  });

  it('has one entry for each platform, with the file names of the archives', () => {
    const { spec } = load(template) as Manifest;
    expect(
      spec.platforms.map(({ selector, uri, bin }) => [selector.matchLabels, uri.split('/').at(-1), bin]),
    ).toEqual(PLATFORMS.map(({ os, arch, archive, executable }) => [{ os, arch }, archive, executable]));
  });

  it.each<[string, (manifest: Manifest) => void]>([
    ['metadata.name', (m) => (m.metadata.name = 'kube-archmap')],
    ['must be named', (m) => (m.metadata.name = 'other')],
    ['spec.version', (m) => (m.spec.version = '0.1.0')],
    ['spec.shortDescription', (m) => (m.spec.shortDescription = 'Two\nlines')],
    ['spec.platforms must', (m) => (m.spec.platforms = [])],
    ['sha256', (m) => (platform(m, 0).sha256 = 'A'.repeat(64))],
    ['bin', (m) => (platform(m, 0).bin = '../kubectl-archmap')],
    ['bin', (m) => (platform(m, 4).bin = 'kubectl-archmap')],
    ['.tar.gz', (m) => (platform(m, 0).uri = 'http://example.com/a.tar.gz')],
    ['version', (m) => (platform(m, 0).uri = 'https://example.com/v9.9.9/a.tar.gz')],
    ['two platforms', (m) => Object.assign(platform(m, 1).selector.matchLabels, { arch: 'amd64' })],
    ['selector', (m) => Object.assign(platform(m, 0).selector.matchLabels, { os: 'plan9' })],
  ])('with another value is rejected: %s', (text, change) => {
    expect(problemsAfter(change).join('\n')).toContain(text);
  });

  it('an empty document is rejected, not read', () => {
    expect(manifestProblems(null, 'archmap')).toContain('kind must be Plugin');
  });
});

it('.krew.yaml renders to krew-manifest.yaml', async () => {
  const text = (await readFile(`${root}.krew.yaml`, 'utf8'))
    .replaceAll(/\{\{addURIAndSha "(.*)" \.TagName \}\}/g, `uri: $1\n    sha256: '${'0'.repeat(64)}'`)
    .replaceAll('{{ .TagName }}', 'v0.1.0');
  expect(text).not.toContain('{{');
  expect(load(text)).toEqual(load(template));
});

describe('the manifest of a release', () => {
  it('has the version, the addresses and the hashes of what was made, and nothing else', () => {
    const made = platformsOf('linux/amd64,windows/arm64').map((one) => ({ ...one, sha256: 'ab'.repeat(32) }));
    const text = filledManifest(template, '1.2.3', made);
    const manifest = load(text) as Manifest;
    expect(text).toMatch(/^apiVersion/);
    expect(manifestProblems(manifest, 'archmap')).toEqual([]);
    expect(manifest.spec.version).toBe('v1.2.3');
    expect(manifest.spec.platforms.map(({ uri, sha256, bin }) => [uri.slice(-38), sha256, bin])).toEqual([
      ['oad/v1.2.3/archmap_linux_amd64.tar.gz'.padStart(38, 'l'), 'ab'.repeat(32), 'kubectl-archmap'],
      ['d/v1.2.3/archmap_windows_arm64.tar.gz'.padStart(38, 'a'), 'ab'.repeat(32), 'kubectl-archmap.exe'],
    ]);
  });

  it('an unknown platform is rejected with those that exist', () => {
    expect(() => platformsOf('linux/riscv64')).toThrow(/no platform linux\/riscv64[^]*darwin\/arm64/);
    expect(platformsOf()).toHaveLength(6);
  });
});

describe('an archive', () => {
  const entry = (mode: string, name: string) => `${mode} 0/0 12 1970-01-01 00:00 ${name}\n`;

  it('contains files and folders only, all inside', () => {
    expect(listingProblems(entry('drwxr-xr-x', './') + entry('-rwxr-xr-x', './kubectl-archmap'))).toEqual([]);
    expect(listingProblems(entry('lrwxrwxrwx', './link -> /etc/passwd'))).toHaveLength(1);
    expect(listingProblems(entry('-rw-r--r--', '/etc/passwd'))).toHaveLength(1);
    expect(listingProblems(entry('-rw-r--r--', './a/../../b'))).toHaveLength(1);
  });
});

/** A Mach-O file of two pages with a program and an ad-hoc signature. */
function machO({ segment = 'NODE_SEA', cpu = 0x0100000c, signed = true } = {}): Buffer {
  const limit = 8192;
  const bytes = Buffer.alloc(limit + 256);
  [0xfeedfacf, cpu, 0, 2, 2].forEach((word, index) => bytes.writeUInt32LE(word, index * 4));
  bytes.writeUInt32LE(0x19, 32);
  bytes.writeUInt32LE(72, 36);
  bytes.write(segment, 40, 'latin1');
  bytes.writeUInt32LE(signed ? 0x1d : 0x1b, 104);
  bytes.writeUInt32LE(16, 108);
  bytes.writeUInt32LE(limit, 112);
  bytes.writeUInt32LE(256, 116);
  bytes.write(`${FUSE}:1`, 4096, 'latin1');
  const directory = limit + 20;
  [0xfade0cc0, 256, 1, 0, 20].forEach((word, index) => bytes.writeUInt32BE(word, limit + index * 4));
  [0xfade0c02, 200, 0x20400, 2, 48, 0, 0, 2, limit].forEach((word, index) =>
    bytes.writeUInt32BE(word, directory + index * 4),
  );
  bytes.set([32, 2, 0, 12], directory + 36);
  for (const page of [0, 1]) {
    const content = bytes.subarray(page * 4096, (page + 1) * 4096);
    bytes.set(createHash('sha256').update(content).digest(), directory + 48 + page * 32);
  }
  return bytes;
}

describe('an executable for macOS', () => {
  const arm64 = { os: 'darwin', arch: 'arm64' } as const;

  it('has the program, the processor and a signature of every page', () => {
    expect(executableProblems(machO(), arm64)).toEqual([]);
    expect(executableProblems(machO({ segment: '__TEXT' }), arm64)).toEqual(['no program inside']);
    expect(executableProblems(machO({ cpu: 0x01000007 }), arm64)).toEqual(['not for arm64']);
    expect(executableProblems(machO({ signed: false }), arm64)).toEqual(['not signed']);
  });

  it('that was changed after it was signed is rejected', () => {
    const bytes = machO();
    bytes[5000] = 1;
    expect(executableProblems(bytes, arm64)).toEqual(['the signature does not match page 1']);
  });
});

it('the bill of materials satisfies the schema of CycloneDX and is the same each time', async () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
    'res/schema',
  );
  const schema = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(
      await schema(`${name}.SNAPSHOT.schema.json`),
      `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
    );
  const validate = ajv.compile(await schema('bom-1.6.SNAPSHOT.schema.json'));
  const packages = [
    { name: '@scope/one', version: '1.0.0', license: 'MIT' },
    { name: 'two', version: '2.0.0', license: '(MIT OR Apache-2.0)' },
    { name: 'two', version: '2.0.0', license: '(MIT OR Apache-2.0)' },
  ];
  const bill = billOfMaterials('1.2.3', '22.0.0', packages);
  validate(bill);
  expect(validate.errors).toBeNull();
  expect(bill.components.map(({ purl }) => purl)).toEqual([
    'pkg:generic/node@22.0.0',
    'pkg:npm/%40scope/one@1.0.0',
    'pkg:npm/two@2.0.0',
  ]);
  expect(JSON.stringify(billOfMaterials('1.2.3', '22.0.0', packages))).toBe(JSON.stringify(bill));
});

describe('an executable', () => {
  it.each(PLATFORMS)('for $name that is something else or truncated is rejected', (platform) => {
    expect(executableProblems(Buffer.from('#!/bin/sh\nexit 0\n'), platform).length).toBeGreaterThan(1);
    expect(executableProblems(Buffer.alloc(0), platform)).toContain('the executable is truncated');
    expect(executableProblems(machO().subarray(0, 8200), { os: 'darwin', arch: 'arm64' })).toContain(
      'the executable is truncated',
    );
  });
});
