// Starts the built bundle on other Node lines than the installed one: `npm run smoke`. A line fails when a command ends with another code or says nothing.
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installNode } from './nodes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lines = ['20.19.0', '22.23.2', '24.21.0'];
const commands = [
  { args: ['--version'], code: 0 },
  { args: ['--help'], code: 0 },
  { args: ['--demo', '--color=never'], code: 0 },
  { args: ['check', '--demo', '-o', 'json'], code: 1 },
  { args: ['check', '--demo', '--fail-on', 'none', '-o', 'yaml'], code: 0 },
  { args: ['explain', 'etcd/secrets-unencrypted'], code: 0 },
  { args: ['get', 'nodes', '--demo', '-o', 'wide'], code: 0 },
  { args: ['get', 'nowhere', '--demo'], code: 2 },
];

let failed = 0;
for (const version of lines) {
  const node = installNode(version);
  for (const { args, code } of commands) {
    const result = await run(node, [join(root, 'bin/kubectl-archmap'), ...args]);
    const ok = result.code === code && result.stdout.length + result.stderr.length > 0;
    if (ok) continue;
    failed++;
    console.error(
      `Node ${version}: ${args.join(' ')} ended with ${result.code}, expected ${code}\n${result.stderr}`,
    );
  }
  console.log(`Node ${version}: ${commands.length} commands`);
}
process.exitCode = failed === 0 ? 0 : 1;

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
