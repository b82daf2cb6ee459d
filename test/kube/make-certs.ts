/**
 * Creates the certificates of the connection tests, valid for a hundred years (one of them for a past day): `node
 * tools/run.mjs test/kube/make-certs.ts`. Requires openssl; the tests do not, they use the committed files. The keys
 * protect nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const out = join(dirname(fileURLToPath(import.meta.url)), 'certs');
const work = mkdtempSync(join(tmpdir(), 'archmap-certs-'));
const NAMES = 'DNS:localhost,DNS:api.archmap.test,DNS:other.archmap.test,IP:127.0.0.1,IP:0.0.0.0,IP:::1';

interface Options {
  subject: string;
  signer?: string;
  extensions: string;
  /** Start and end in the format of openssl's `ca`. */
  from?: string;
  to?: string;
}

function make(
  name: string,
  { subject, signer, extensions, from = '20250101000000Z', to = '21250101000000Z' }: Options,
): void {
  const key = join(out, `${name}.key`);
  const cert = join(out, `${name}.crt`);
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', join(work, 'raw.key'));
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', join(work, 'raw.key'), '-out', key);
  openssl('req', '-new', '-key', key, '-subj', subject, '-out', join(work, 'csr'));
  writeFileSync(join(work, 'index.txt'), '');
  writeFileSync(join(work, 'config'), config(extensions));
  const by = signer
    ? ['-cert', join(out, `${signer}.crt`), '-keyfile', join(out, `${signer}.key`)]
    : ['-selfsign', '-keyfile', key];
  openssl(
    'ca',
    '-batch',
    '-notext',
    '-config',
    join(work, 'config'),
    '-in',
    join(work, 'csr'),
    '-out',
    cert,
    ...by,
    '-startdate',
    from,
    '-enddate',
    to,
  );
}

function config(extensions: string): string {
  return `[ca]
default_ca = main
[main]
database = ${join(work, 'index.txt')}
new_certs_dir = ${work}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = ext
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[ext]
${extensions.replaceAll(';', '\n')}
`;
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

const CA = 'basicConstraints=critical,CA:true;keyUsage=critical,keyCertSign,cRLSign';
const SERVER = 'extendedKeyUsage=serverAuth';
const CLIENT = 'extendedKeyUsage=clientAuth';

make('ca', { subject: '/CN=archmap test CA', extensions: CA });
make('other-ca', { subject: '/CN=another test CA', extensions: CA });
make('middle-ca', { subject: '/CN=archmap intermediate CA', signer: 'ca', extensions: CA });
make('server', {
  subject: '/CN=kube-apiserver',
  signer: 'ca',
  extensions: `${SERVER};subjectAltName=${NAMES}`,
});
make('server-middle', {
  subject: '/CN=kube-apiserver',
  signer: 'middle-ca',
  extensions: `${SERVER};subjectAltName=${NAMES}`,
});
make('server-elsewhere', {
  subject: '/CN=kube-apiserver',
  signer: 'ca',
  extensions: `${SERVER};subjectAltName=DNS:elsewhere.archmap.test`,
});
make('server-nameless', { subject: '/CN=localhost', signer: 'ca', extensions: SERVER });
make('server-expired', {
  subject: '/CN=kube-apiserver',
  signer: 'ca',
  extensions: `${SERVER};subjectAltName=${NAMES}`,
  from: '20250101000000Z',
  to: '20250102000000Z',
});
for (const user of ['alice', 'bob'])
  make(user, { subject: `/O=archmap/CN=${user}`, signer: 'ca', extensions: CLIENT });
rmSync(work, { recursive: true });
