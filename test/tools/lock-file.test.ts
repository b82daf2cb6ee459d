import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Lock {
  packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: object }>;
}

/** Where Node looks for `name` from the folder of a package: inside it, then in every folder above. */
function* candidates(from: string, name: string): Generator<string> {
  for (
    let folder = from;
    folder !== '';
    folder = folder.slice(0, folder.lastIndexOf('node_modules/')).replace(/\/$/, '')
  )
    yield `${folder}/node_modules/${name}`;
  yield `node_modules/${name}`;
}

describe('package-lock.json', () => {
  // npm drops the entries of other platforms when it writes the file next to an installed tree, and then rejects its own file.
  it('contains the binaries of every platform, so that npm ci runs everywhere', async () => {
    const { packages } = JSON.parse(
      await readFile(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8'),
    ) as Lock;
    const wanted = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ from, name })),
    );
    const missing = wanted.filter(
      ({ from, name }) => ![...candidates(from, name)].some((path) => packages[path]?.version),
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('contains no host of a registry', async () => {
    const text = await readFile(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8');
    expect(text).not.toContain('"resolved": "http');
  });
});
