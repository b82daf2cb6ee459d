import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CliIo } from './io.ts';

/** What opens an address in the browser of the system; BROWSER comes first, where people set it. */
function opener(io: CliIo): [command: string, args: string[]] {
  const own = io.env['BROWSER'];
  if (own) return [own, []];
  if (process.platform === 'darwin') return ['open', []];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return ['xdg-open', []];
}

/** Opens a file in a browser. Where there is none, the reader is told where the file lies; the command has done its job. */
export async function openInBrowser(file: string, io: CliIo): Promise<void> {
  const url = pathToFileURL(resolve(file)).href;
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
