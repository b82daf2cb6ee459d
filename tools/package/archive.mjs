// Archives with the same bytes for the same files.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Packs a folder as gzip-compressed tar: sorted, without owner and time. krew accepts plain files and folders only. */
export async function writeArchive(folder, file) {
  const tar = spawn(
    'tar',
    [
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=u=rwX,go=rX',
      '--mtime=@0',
      '-C',
      folder,
      '-cf',
      '-',
      '.',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gzip = spawn('gzip', ['-9n'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await Promise.all([
    succeeded(tar, 'tar'),
    succeeded(gzip, 'gzip'),
    pipeline(tar.stdout, gzip.stdin),
    pipeline(gzip.stdout, createWriteStream(file)),
  ]);
}

function succeeded(child, name) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))));
  });
}

/** SHA-256 of a file, in lower-case hexadecimal digits as krew requires. */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
