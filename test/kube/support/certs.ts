import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const certsFolder: string = join(dirname(fileURLToPath(import.meta.url)), '..', 'certs');

/** A certificate or key of `test/kube/certs`, PEM. */
export function pem(file: string): string {
  return readFileSync(join(certsFolder, file), 'utf8');
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
