/** The Homebrew formula of a release. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { FORMULA_FILE, formula } from '../../tools/package/formula.mjs';
import { filledManifest } from '../../tools/package/manifest.mjs';
import { PLATFORMS, platformsOf } from '../../tools/package/platforms.mjs';

type Manifest = Parameters<typeof formula>[0];

const root = fileURLToPath(new URL('../../', import.meta.url));
const template = await readFile(`${root}krew-manifest.yaml`, 'utf8');
/** Each archive with a hash of its own. */
const made = PLATFORMS.map((one, index) => ({ ...one, sha256: `${index}`.repeat(64) }));
const manifest = () => load(filledManifest(template, '1.2.3', made)) as Manifest;

describe('the formula', () => {
  it('has the class that Homebrew derives from the file name, and the version', () => {
    expect(FORMULA_FILE).toBe('kubectl-archmap.rb');
    expect(formula(manifest())).toContain('\nclass KubectlArchmap < Formula\n');
    expect(formula(manifest())).toContain('  version "1.2.3"\n');
  });

  it('has the address and the hash of each archive for macOS and Linux, in its block', () => {
    const found = formula(manifest()).matchAll(/url ".*\/v1\.2\.3\/(.*)"\n +sha256 "(.*)"/g);
    expect([...found].map(([, archive, hash]) => [archive, hash])).toEqual(
      ['darwin/arm64', 'darwin/amd64', 'linux/arm64', 'linux/amd64'].map((name) => {
        const one = made.find((platform) => platform.name === name);
        return [one?.archive, one?.sha256];
      }),
    );
    const blocks = formula(manifest())
      .split('\n')
      .flatMap((line) => /^ +(on_\w+) do$/.exec(line)?.[1] ?? []);
    expect(blocks).toEqual(['on_macos', 'on_arm', 'on_intel', 'on_linux', 'on_arm', 'on_intel']);
  });

  it('has a description in the form that Homebrew audits, and balanced blocks', () => {
    const text = formula(manifest());
    const description = /desc "(.*)"/.exec(text)?.[1] ?? '';
    expect(description).not.toMatch(/^(?:A|An|The) |archmap|\.$/i);
    expect(description.length).toBeLessThan(80);
    const opened = text.match(/^ *(?:class|def) |\bdo$/gm) ?? [];
    expect(text.match(/^ *end$/gm)).toHaveLength(opened.length);
  });

  it.each<[string, (changed: Manifest) => void]>([
    ['version', (m) => (m.spec.version = 'v1.0.0"; system "id')],
    ['description', (m) => (m.spec.shortDescription = 'Draw #{`id`}')],
    ['homepage', (m) => (m.spec.homepage = 'http://example.com')],
    ['hash', (m) => Object.assign(m.spec.platforms[0] ?? {}, { sha256: 'A'.repeat(64) })],
    ['address', (m) => Object.assign(m.spec.platforms[0] ?? {}, { uri: 'https://example.com/"' })],
  ])('with a %s of another form is refused', (name, change) => {
    const changed = manifest();
    change(changed);
    expect(() => formula(changed)).toThrow(`the formula cannot have the ${name}`);
  });

  it('without the archive of a platform is refused', () => {
    const some = platformsOf('linux/amd64,darwin/arm64').map((one) => ({ ...one, sha256: 'a'.repeat(64) }));
    const changed = load(filledManifest(template, '1.2.3', some)) as Manifest;
    expect(() => formula(changed)).toThrow('no archive for darwin/amd64');
  });
});
