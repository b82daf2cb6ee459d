/** Requires a process: the built program with its own streams, signals and exit code. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archmap } from './support/in-process.ts';
import { dump, startArchmap } from './support/program.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-program-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An event that happens once. */
function signalled() {
  let fire: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (fire = resolve));
  return { wait, fire: () => fire() };
}

const TWO_LINES = /^error: [^\n]+\nhint: {2}[^\n]+\n$/;

/** A script that Node loads before the program. */
async function hook(name: string, script: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, script);
  return `--require ${file}`;
}

describe('the built program', () => {
  it.each([
    [['--help']],
    [['--version', '-q']],
    [['--demo']],
    [['check', '--demo', '-o', 'json']],
    [['get', 'nowhere', '--demo']],
  ])('%j prints and exits like the source', async (args) => {
    const [built, source] = [await startArchmap(args), await archmap(args)];
    // The source has no version.
    const released = (text: string) => text.replaceAll('0.0.0-source', version);
    expect(built.stdout + built.stderr).not.toBe('');
    const { code } = source;
    const [stdout, stderr] = [released(source.stdout), released(source.stderr)];
    expect(built).toEqual({ code, signal: null, stdout, stderr });
  });

  it('has a version before anything is loaded', async () => {
    expect(await startArchmap(['--version'])).toMatchObject({ stdout: `kubectl-archmap ${version}\n` });
  });

  it('serves the page until Ctrl-C, which is the normal end', async () => {
    let page: Promise<Response> | undefined;
    const ended = await startArchmap(['serve', '--demo'], {
      started: (child) =>
        child.stdout?.once('data', (url: Buffer) => {
          page = fetch(url.toString().trim()).finally(() => child.kill('SIGINT'));
        }),
    });
    const shown = await page;
    expect(await shown?.text()).toContain('href="refresh"');
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stderr).toContain('press Ctrl-C to stop');
  });

  it('reads piped input', async () => {
    const args = ['get', 'nodes', '--from', '-', '-o', 'name'];
    const { code, stdout } = await startArchmap(args, { stdin: await readFile(dump, 'utf8') });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('cp-1') });
  });

  it('does not load a 2 GB file that is no manifest into memory', async () => {
    const file = join(folder, 'huge.yaml');
    await writeFile(file, 'a');
    await truncate(file, 2 ** 31);
    const { code, stderr } = await startArchmap(['--from', file], {
      env: { NODE_OPTIONS: '--max-old-space-size=256' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(TWO_LINES);
  });

  it('prints no Node.js messages on stderr', async () => {
    const loud = await hook(
      'loud.cjs',
      "process.once('beforeExit', () => process.emitWarning('too many listeners', 'MaxListenersExceededWarning'));",
    );
    const ended = await startArchmap(['--demo'], { env: { NODE_OPTIONS: loud } });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const without = execFileSync(process.execPath, ['-e', '0'], {
      env: { ...process.env, NODE_OPTIONS: `${loud} --redirect-warnings=${join(folder, 'warnings')}` },
    });
    expect(without.toString()).toBe('');
    expect(await readFile(join(folder, 'warnings'), 'utf8')).toContain('too many listeners');
  });
});

describe('signals', () => {
  it('exits on another Ctrl-C when a named pipe blocks', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reporter = await hook(
      'tell.cjs',
      `const fs = require('node:fs');
      const { open } = fs;
      fs.open = (path, ...rest) => {
        open(path, ...rest);
        if (path === ${JSON.stringify(pipe)}) process.stderr.write('opening');
      };`,
    );
    let again: NodeJS.Timeout | undefined;
    const { signal } = await startArchmap(['--from', pipe], {
      env: { NODE_OPTIONS: reporter },
      started: (child) => {
        // Two signals at once count as one, so they are repeated until the program exits.
        child.stderr?.once('data', () => {
          again = setInterval(() => child.kill('SIGINT'), 200);
        });
      },
    });
    clearInterval(again);
    expect(signal).toBe('SIGINT');
  });

  it('exits with 130 on Ctrl-C while an API server does not respond, and leaves no file', async () => {
    const requested = signalled();
    const server = createServer((_request, _response) => requested.fire());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const cwd = await mkdtemp(join(folder, 'interrupted-'));
    try {
      const ended = await startArchmap(['snapshot', '--server', `http://127.0.0.1:${port}`], {
        cwd,
        started: (child) => void requested.wait.then(() => child.kill('SIGINT')),
      });
      expect(ended).toEqual({ code: 130, signal: null, stdout: '', stderr: '' });
      expect(await readdir(cwd)).toEqual([]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('exits with 130 on Ctrl-C, without output', async () => {
    // Larger than the buffer of a pipe: once it is written, the program has begun to read.
    const text = '# nothing yet\n'.repeat(1 << 18);
    const ended = await startArchmap(['--from', '-'], {
      openStdin: true,
      started: (child) => {
        child.stdin?.write(text, () => child.kill('SIGINT'));
      },
    });
    expect(ended).toEqual({ code: 130, signal: null, stdout: '', stderr: '' });
  });
});

describe('pipes', () => {
  it('reports in two lines that stdout cannot be written', async () => {
    const full = await open('/dev/full', 'w');
    const { code, stderr } = await startArchmap(['--demo'], { stdout: full.fd });
    await full.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(TWO_LINES);
    expect(stderr).toContain('cannot write to stdout');
  });

  it('is quiet when the reader closes the pipe, and keeps the exit code of the gate', async () => {
    const ended = await startArchmap(['check', '--from', dump, '-o', 'json'], {
      started: (child) => child.stdout?.destroy(),
    });
    expect(ended).toMatchObject({ code: 1, signal: null, stderr: '' });
  });
});
