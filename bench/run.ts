/**
 * `npm run bench`: the program compared with curl, which fetches the same pages from the same server, in the same run. Absolute values
 * depend on the host; compare the ratios. Linux only: it reads /proc. `--quick` omits 30,000 pods.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Cost } from './measure.ts';
import { measure } from './measure.ts';
import { checkFile, LARGE_MESH, meshFile } from './mesh-file.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ca = join(root, 'test/kube/certs/ca.crt');
const work = mkdtempSync(join(tmpdir(), 'archmap-bench-'));
const RUNS = 3;
const HEAP_BUDGET = 1024;
const MESH_BUDGET_MB = 300;
/** As long as a ServiceAccount token: the credential is searched for in every response. */
const TOKEN = 'a1B2c3D4e5F6g7H8'.repeat(50);
const sizes = process.argv.includes('--quick') ? [3_000] : [3_000, 30_000];

interface Server {
  url: string;
  pages: number;
  /** Bytes of all pages before gzip. */
  size: number;
  stop: () => void;
}

try {
  demandTools();
  console.log(`${host()}, Node ${process.version}; best of ${RUNS}\n`);
  console.log(row('pods', 'a page', 'program', 'wall s', 'CPU s', 'peak MB', 'x curl: wall', 'CPU', 'peak'));
  for (const pods of sizes) for (const delay of [0, 100]) await compare(pods, delay);
  console.log('');
  for (const pods of sizes) await heap(pods);
  console.log('');
  await mesh();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function compare(pods: number, delay: number): Promise<void> {
  const server = await startServer(pods, delay);
  try {
    const curl = await best(() => measure('curl', curlArgs(server)));
    const kubeconfig = kubeconfigFor(server);
    const out = join(work, 'snapshot.archmap.gz');
    const args = [join(root, 'bin/kubectl-archmap'), 'snapshot', '--kubeconfig', kubeconfig, '-o', out];
    const own = await best(() => measure(process.execPath, args, { ...process.env, KUBECONFIG: '' }));
    const shown = `${(server.size / 1e6).toFixed(0)} MB`;
    console.log(row(pods.toLocaleString('en-US'), `${delay} ms`, `curl, ${shown}`, ...figures(curl)));
    console.log(row('', '', 'kubectl-archmap', ...figures(own), ...ratios(own, curl)));
  } finally {
    server.stop();
  }
}

/** `check` of a large mesh from a file. */
async function mesh(): Promise<void> {
  const file = await meshFile(LARGE_MESH, work);
  const { wall, cpu, memory } = await best(() => checkFile(file));
  const verdict = memory <= MESH_BUDGET_MB ? 'within' : 'OVER';
  const services = LARGE_MESH.virtualServices.toLocaleString('en-US');
  console.log(
    `mesh, ${services} VirtualServices: ${wall.toFixed(2)} s wall, ${cpu.toFixed(2)} s CPU, peak ${memory.toFixed(0)} MB, ${verdict} the budget of ${MESH_BUDGET_MB} MB`,
  );
  if (memory > MESH_BUDGET_MB) process.exitCode = 1;
}

/** Cost of one more pod: a run without pods is subtracted, because it has the same code and tables. */
async function heap(pods: number): Promise<void> {
  const each = Math.round(((await heapOf(pods)) - (await heapOf(0))) / pods);
  const verdict = each <= HEAP_BUDGET ? 'within' : 'OVER';
  console.log(
    `heap kept a pod at ${pods.toLocaleString('en-US')} pods: ${each} bytes, ${verdict} the budget of ${HEAP_BUDGET}`,
  );
  if (each > HEAP_BUDGET) process.exitCode = 1;
}

async function heapOf(pods: number): Promise<number> {
  const server = await startServer(pods, 0);
  try {
    const script = [join(root, 'tools/run.mjs'), join(root, 'bench/heap.ts'), kubeconfigFor(server)];
    const reported = execFileSync(process.execPath, ['--expose-gc', ...script], { encoding: 'utf8' });
    const { bytes, pods: seen } = JSON.parse(reported) as { bytes: number; pods: number };
    if (seen !== pods) throw new Error(`${seen} of ${pods} pods came`);
    return bytes;
  } finally {
    server.stop();
  }
}

function startServer(pods: number, delay: number): Promise<Server> {
  const args = [join(root, 'tools/run.mjs'), join(root, 'bench/server.ts'), String(pods), String(delay)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
    createInterface(child.stdout).once('line', (line) => {
      const reported = JSON.parse(line) as Omit<Server, 'stop'>;
      resolve({ ...reported, stop: () => child.stdin.end() });
    });
  });
}

/** One curl, one connection, sequential pages: the cost of the pages alone. The tokens are known in advance. */
function curlArgs({ url, pages }: Server): string[] {
  const config = Array.from({ length: pages }, (_, page) =>
    [
      `url = "${url}/api/v1/pods?limit=500${page > 0 ? `&continue=page-${page}` : ''}"`,
      'output = "/dev/null"',
    ].join('\n'),
  ).join('\n');
  const file = join(work, 'curl.conf');
  writeFileSync(file, config);
  return ['--silent', '--show-error', '--fail', '--compressed', '--cacert', ca, '--config', file];
}

function kubeconfigFor({ url }: Server): string {
  const file = join(work, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    clusters: [{ name: 'bench', cluster: { server: url, 'certificate-authority': ca } }],
    users: [{ name: 'bench', user: { token: TOKEN } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function best(run: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let i = 0; i < RUNS; i++) costs.push(await run());
  return costs.reduce((a, b) => (b.wall < a.wall ? b : a));
}

function figures({ wall, cpu, memory }: Cost): string[] {
  return [wall.toFixed(2), cpu.toFixed(2), memory.toFixed(0)];
}

/** Cost of `own` relative to `curl`. */
function ratios(own: Cost, curl: Cost): string[] {
  const each = (key: keyof Cost) => (own[key] / Math.max(curl[key], 0.01)).toFixed(2);
  return [each('wall'), each('cpu'), each('memory')];
}

function row(...cells: string[]): string {
  const widths = [8, 8, 18, 8, 8, 8, 12, 6, 6];
  return cells
    .map((cell, i) => (i === 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join('  ');
}

function host(): string {
  const info = readFileSync('/proc/cpuinfo', 'utf8');
  const model = /^model name\s*:\s*(.+)$/m.exec(info)?.[1] ?? 'unknown processor';
  return `${(info.match(/^processor\s*:/gm) ?? []).length} x ${model}`;
}

function demandTools(): void {
  if (process.platform !== 'linux') throw new Error('the benchmark reads /proc and needs Linux');
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Error('curl is not installed; the figures mean nothing without it to compare with');
  }
}
