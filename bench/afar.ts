/**
 * `node tools/run.mjs bench/afar.ts KUBECTL [MILLISECONDS...]`: the overview beside `kubectl get pods -A`, through a proxy that delays by 0, 30 and 100 ms of
 * round trip. The API server is that of `bench/server.ts` with 2,208 pods, over HTTP/2; a third row of each delay is HTTP/1.1.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { delayProxy } from './delay-proxy.ts';
import { measure, type Cost } from './measure.ts';

const PODS = 2_208;
const RUNS = 3;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [kubectl = 'kubectl', ...given] = process.argv.slice(2);
const delays = given.length > 0 ? given.map(Number) : [0, 30, 100];
const work = mkdtempSync(join(tmpdir(), 'archmap-afar-'));

const args = [join(root, 'tools/run.mjs'), join(root, 'bench/server.ts'), String(PODS), '0'];
const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
try {
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    server.once('error', reject);
    createInterface(server.stdout).once('line', (line) => resolve(JSON.parse(line) as { url: string }));
  });
  console.log(`x kubectl  round trip  program                  wall s  CPU s  peak MB  connections`);
  for (const delay of delays) await compare(Number(new URL(url).port), delay);
} finally {
  server.stdin.end();
  rmSync(work, { recursive: true, force: true });
}

async function compare(port: number, delay: number): Promise<void> {
  const proxy = await delayProxy(port, delay);
  const kubeconfig = kubeconfigFor(proxy.port);
  const env = { PATH: process.env['PATH'], HOME: work };
  const own = [join(root, 'bin/kubectl-archmap'), '--kubeconfig', kubeconfig];
  const programs: [string, () => Promise<Cost>][] = [
    ['kubectl get pods -A', () => measure(kubectl, ['get', 'pods', '-A', '--kubeconfig', kubeconfig], env)],
    ['kubectl-archmap', () => measure(process.execPath, own, env)],
    ['kubectl-archmap HTTP/1.1', () => measure(process.execPath, own, { ...env, DISABLE_HTTP2: '1' })],
  ];
  let base: number | undefined;
  for (const [name, run] of programs) {
    const before = proxy.connections;
    const costs: Cost[] = [];
    for (let i = 0; i < RUNS; i++) costs.push(await run());
    const { wall, cpu, memory } = costs.reduce((a, b) => (b.wall < a.wall ? b : a));
    base ??= wall;
    const cells = [
      (wall / base).toFixed(2).padStart(9),
      `${delay} ms`.padStart(10),
      name.padEnd(24),
      wall.toFixed(2).padStart(6),
      cpu.toFixed(2).padStart(5),
      memory.toFixed(0).padStart(7),
      String((proxy.connections - before) / RUNS).padStart(11),
    ];
    console.log(cells.join('  '));
  }
  proxy.close();
}

function kubeconfigFor(port: number): string {
  const file = join(work, 'kubeconfig');
  const ca = join(root, 'test/kube/certs/ca.crt');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    clusters: [
      { name: 'bench', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': ca } },
    ],
    users: [{ name: 'bench', user: { token: 'a1B2c3D4e5F6g7H8' } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}
