// Runs the built bundle on Node release lines other than the installed one: `npm run smoke`. It is packed and installed as by npm's
// users, outside of our node_modules, and reads an API server over TLS and the example cluster. A line fails when a command has an
// unexpected exit code or no output. The library is imported on each line; its types and the package are checked once.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installNode } from './nodes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const certs = join(root, 'test/kube/certs');
const lines = ['20.19.0', '22.23.2', '24.21.0'];
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const work = mkdtempSync(join(tmpdir(), 'archmap-smoke-'));
const server = await startApiServer();
const live = ['--server', server.url, '--certificate-authority', join(certs, 'ca.crt'), '--token', 'x'];
const commands = [
  { args: ['--version'], code: 0 },
  { args: ['--help'], code: 0 },
  { args: ['--demo', '--color=never'], code: 0 },
  { args: ['check', '--demo', '-o', 'json'], code: 1 },
  { args: ['check', '--demo', '--fail-on', 'none', '-o', 'yaml'], code: 0 },
  { args: ['explain', 'etcd/secrets-unencrypted'], code: 0 },
  { args: ['get', 'nodes', '--demo', '-o', 'wide'], code: 0 },
  { args: ['get', 'nowhere', '--demo'], code: 2 },
  { args: ['check', '--fail-on', 'none', ...live], code: 0 },
];

let failed = 0;
const tarball = packed();
const program = installed(tarball);
const library = importing();
for (const version of lines) {
  const node = installNode(version);
  for (const { args, code } of commands) {
    const result = await run(node, [program, ...args]);
    const ok = result.code === code && result.stdout.length + result.stderr.length > 0;
    if (ok) continue;
    failed++;
    console.error(
      `Node ${version}: ${args.join(' ')} ended with ${result.code}, expected ${code}\n${result.stderr}`,
    );
  }
  const imported = await run(node, [library]);
  if (imported.code !== 0 || imported.stdout !== 'archmap-result 0\n') {
    failed++;
    console.error(`Node ${version}: the library printed ${imported.stdout}${imported.stderr}`);
  }
  console.log(`Node ${version}: ${commands.length} commands, and the library`);
}
const packageChecks = [
  {
    name: 'types of the library',
    file: 'tsc',
    args: ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', typed()],
  },
  { name: 'publint', file: 'publint', args: ['run', tarball, '--strict'] },
  { name: 'attw', file: 'attw', args: [tarball, '--profile', 'esm-only', '--quiet'] },
];
for (const { name, file, args } of packageChecks) {
  const result = await run(join(root, 'node_modules/.bin', file), args);
  if (result.code === 0) continue;
  failed++;
  console.error(`${name}:\n${result.stdout}${result.stderr}`);
}
process.exitCode = failed === 0 ? 0 : 1;
server.close();
rmSync(work, { recursive: true });

/** The package as npm publishes it. */
function packed() {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', work];
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  return join(work, execFileSync(npm, args, options).trim().split('\n').at(-1));
}

/** The program as installed by `npm install -g` of the packed package. */
function installed(file) {
  execFileSync(npm, ['install', '--silent', '--offline', '--prefix', work, file], { cwd: root });
  return join(work, 'node_modules/kubectl-archmap/bin/kubectl-archmap');
}

/** A program that uses the library, in a folder with nothing but the package. */
function importing() {
  const file = join(work, 'use.mjs');
  writeFileSync(
    file,
    `import { check, scan } from 'kubectl-archmap';
const result = await scan({ demo: true, only: ['nodes'] });
const { exitCode } = await check({ demo: true, failOn: 'none' });
console.log(result.format, exitCode);
`,
  );
  return file;
}

/** The same in TypeScript. */
function typed() {
  const file = join(work, 'use.mts');
  writeFileSync(
    file,
    `import { ArchmapError, check, scan, type CheckOptions, type Result, type Severity } from 'kubectl-archmap';
const options: CheckOptions = { from: 'manifests', failOn: 'medium', connection: { context: 'prod' } };
const result: Result = await scan(options);
const severities: Severity[] = result.verdicts.map(({ severity }) => severity);
const { exitCode, reason } = await check(options);
if (exitCode === 1 && severities.length > 0) throw new ArchmapError('usage', reason, '');
`,
  );
  return file;
}

/** Serves its version only. On an IPv6 address if available: Node release lines compare those differently. */
async function startApiServer() {
  const pem = (name) => readFileSync(join(certs, name));
  const https = createServer({ key: pem('server.key'), cert: pem('server.crt') }, (request, response) => {
    const known = request.url === '/version';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { gitVersion: 'v1.37.2' } : { kind: 'Status', code: 404 }));
  });
  const listen = (host) =>
    new Promise((resolve, reject) => https.once('error', reject).listen(0, host, () => resolve(host)));
  const host = await listen('::1').catch(() => listen('127.0.0.1'));
  const name = host === '::1' ? '[::1]' : host;
  return {
    url: `https://${name}:${https.address().port}`,
    close: () => {
      https.closeAllConnections();
      https.close();
    },
  };
}

async function run(file, args) {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, args, {
      maxBuffer: 64 << 20,
      env: { ...process.env, COLUMNS: '80' },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error) };
  }
}
