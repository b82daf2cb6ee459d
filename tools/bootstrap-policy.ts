// Writes src/data/bootstrap-policy.generated.ts: the roles and bindings that Kubernetes ships, per release, with their rules.
// Run manually for a new release: `node tools/run.mjs tools/bootstrap-policy.ts [--from FOLDER]`. The go tool downloads each module (50 MB,
// sequentially, deleted afterwards); with --from, FOLDER contains one folder per minor, named by its number. Requires go and network.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MinorPolicy } from './bootstrap-policy/read.ts';
import { readPolicy } from './bootstrap-policy/read.ts';
import { policyModule } from './bootstrap-policy/write.ts';

/** One release of each minor. Releases before 1.24 are the source of what upgraded clusters have kept. */
const RELEASES = [
  '1.8.15',
  '1.9.11',
  '1.10.13',
  '1.11.10',
  '1.12.10',
  '1.13.12',
  '1.14.10',
  '1.15.12',
  '1.16.15',
  '1.17.17',
  '1.18.20',
  '1.19.16',
  '1.20.15',
  '1.21.14',
  '1.22.17',
  '1.23.17',
  '1.24.17',
  '1.25.16',
  '1.26.15',
  '1.27.16',
  '1.28.15',
  '1.29.15',
  '1.30.14',
  '1.31.14',
  '1.32.13',
  '1.33.13',
  '1.34.4',
  '1.35.4',
  '1.36.3',
  '1.37.2',
] as const;

const POLICY = 'plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const from = process.argv.includes('--from') ? process.argv[process.argv.indexOf('--from') + 1] : undefined;

const policies: MinorPolicy[] = [];
const missing: number[] = [];
for (const release of RELEASES) {
  const minor = Number(release.split('.')[1]);
  const policy =
    from === undefined ? downloaded(release, minor) : readPolicy(join(from, String(minor)), minor);
  if (policy) policies.push(policy);
  else missing.push(minor);
}
writeFileSync(join(root, 'src/data/bootstrap-policy.generated.ts'), policyModule(policies, missing));
console.log(`${policies.length} minors read, missing: ${missing.join(', ') || 'none'}`);

/** Undefined when the module cannot be downloaded; the table then contains that fact. */
function downloaded(release: string, minor: number): MinorPolicy | undefined {
  const cache = mkdtempSync(join(tmpdir(), 'archmap-policy-'));
  try {
    const { stdout } = spawnSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${release}`], {
      cwd: cache,
      env: { ...process.env, GOMODCACHE: cache, GOFLAGS: '-modcacherw' },
      encoding: 'utf8',
    });
    const { Dir: folder } = JSON.parse(stdout || '{}') as { Dir?: string };
    return folder === undefined ? undefined : readPolicy(join(folder, POLICY), minor);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
