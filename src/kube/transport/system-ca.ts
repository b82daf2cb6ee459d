import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as tls from 'node:tls';
import type { ConnectionIo } from '../types.ts';

/** Where Linux and BSD distributions keep their bundle, in the order in which Go looks. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Read as well, whatever the bundle holds. */
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * The CAs that the machine trusts, PEM. Node brings its own list instead, so that a company's CA, which kubectl knows,
 * would be unknown to us. As in Go (crypto/x509, root_unix.go), SSL_CERT_FILE
 * takes the place of the bundle, and SSL_CERT_DIR that of the folders. undefined = Node's list, where the
 * machine has none that can be read.
 */
export function systemCa(
  env: ConnectionIo['env'],
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folders } = env;
  if ((platform === 'darwin' || platform === 'win32') && !file && !folders) return keychain();
  const bundle = firstReadable(file ? [file] : BUNDLES);
  const more = (folders ? folders.split(delimiter) : FOLDERS)
    .filter((folder) => folder !== '')
    .flatMap(filesIn);
  const blocks = [bundle ?? '', ...more].flatMap(
    (text) => text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [],
  );
  // The folders hold the bundle's certificates once more, one a file.
  return blocks.length > 0 ? [...new Set(blocks)].join('\n') : undefined;
}

/** The system's store; Node can read it since 22.15. */
function keychain(): string | undefined {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system' | 'default') => string[] };
  return getCACertificates && [...getCACertificates('system'), ...getCACertificates('default')].join('\n');
}

function firstReadable(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textOf(path);
    if (text !== undefined) return text;
  }
  return undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => textOf(join(folder, name)) ?? []);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Missing, unreadable or a folder: the next place counts.
    return undefined;
  }
}
