import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as tls from 'node:tls';
import type { ConnectionIo } from '../types.ts';

/** Paths of the bundle on Linux and BSD distributions, in Go's order. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Read in addition to the bundle. */
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * The CAs that the host trusts, PEM. Node uses a built-in list instead, which does not contain a company's CA that kubectl trusts. Like in
 * Go (crypto/x509, root_unix.go), SSL_CERT_FILE replaces the bundle, and SSL_CERT_DIR the folders. undefined = Node's list, if the host has
 * no readable certificates.
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
  // The folders contain the bundle's certificates again, one per file.
  return blocks.length > 0 ? [...new Set(blocks)].join('\n') : undefined;
}

/** The system's store; readable by Node since 22.15. */
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
    // Missing, unreadable or a folder: the next path is tried.
    return undefined;
  }
}
