import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CliIo } from './io.ts';

/** The command that opens a URL in the system's browser; BROWSER takes precedence. */
function opener(io: CliIo): [command: string, args: string[]] {
  const own = io.env['BROWSER'];
  if (own) return [own, []];
  if (process.platform === 'darwin') return ['open', []];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return ['xdg-open', []];
}

/** Opens a file or a page in a browser. If that fails, prints its address; the command succeeds in both cases. */
export async function openInBrowser(target: string | URL, io: CliIo): Promise<void> {
  const url = (typeof target === 'string' ? pathToFileURL(resolve(target)) : target).href;
  const [command, args] = opener(io);
  const started = await new Promise<boolean>((done) => {
    const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
    child.once('error', () => done(false));
    child.once('spawn', () => {
      child.unref();
      done(true);
    });
  });
  if (!started) io.note(`Cannot start a browser; open ${url}`);
}
