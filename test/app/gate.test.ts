import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { blindness, failures, gate } from '../../src/app/gate.ts';
import type { CheckSelection } from '../../src/app/types.ts';
import { junit } from '../../src/report/formats/junit.ts';
import { sarif } from '../../src/report/formats/sarif.ts';
import type { Result, Severity } from '../../src/result/types.ts';
import { readInput } from '../../src/snapshot/read.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { baseWorld, worldAfter } from '../adversary/world.ts';
import type { Override } from '../collect/support/server.ts';
import { sendStatus } from '../collect/support/server.ts';
import { collectFrom } from '../collect/support/run.ts';
import { dump } from '../cli/support/program.ts';

/** The sound cluster when every path that this matches answers so. */
async function seen(code: number, matches: (path: string) => boolean, namespace?: string): Promise<Snapshot> {
  const world = worldAfter({});
  const override: Override = (request, response) => {
    if (!matches(request.path)) return world.override?.(request, response) ?? false;
    response.setHeader('retry-after', '0');
    return sendStatus(response, code, 'not now');
  };
  const at = new Date(baseWorld().takenAt);
  return (await collectFrom({ ...world, override }, namespace ? { namespace } : {}, at)).snapshot;
}

const PUBLIC = /^\/(?:version|api|apis|readyz|livez|\.well-known\/.*)$/;
const inside = (path: string): boolean => !PUBLIC.test(path);
const evaluated = (snapshot: Snapshot, selection: CheckSelection = {}): Result => assess(snapshot, selection);
const exit = (result: Result, failOn: Severity | 'none' = 'high', requireComplete = false): number =>
  gate(result, { failOn, requireComplete });

describe.each([403, 500, 503])('when everything but what is public answers %d', (code) => {
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await seen(code, inside);
  });

  it('a gate saw nothing, and says what and what to do', () => {
    const result = evaluated(snapshot);
    expect(result.verdicts.filter(({ verdict }) => verdict === 'unknown').length).toBeGreaterThan(100);
    expect(exit(result)).toBe(2);
    const error = blindness(result, 'high');
    expect(error?.message).toMatch(
      code === 403 ? /permission denied for \d+ collectors$/ : /\d+ collectors failed \(/,
    );
    expect(error?.hint).toMatch(code === 403 ? /archmap rbac/ : /run again/);
    expect(error?.message).not.toContain('\n');
  });

  it('whatever the threshold, the choice of checks, a framework or a baseline', () => {
    const result = evaluated(snapshot);
    for (const failOn of ['critical', 'medium', 'info'] as const) expect(exit(result, failOn)).toBe(2);
    expect(exit(evaluated(snapshot, { only: ['identities'] }))).toBe(2);
    expect(exit(evaluated(snapshot, { skip: ['version'] }))).toBe(2);
    expect(exit(evaluated(snapshot, { framework: 'cis' }))).toBe(2);
    expect(exit(assess(snapshot, {}, { baseline: result }))).toBe(2);
    expect(exit(result, 'high', true)).toBe(2);
  });

  it('without a gate nothing fails, and a choice of what everybody sees is decided', () => {
    expect(exit(evaluated(snapshot), 'none')).toBe(0);
    expect(exit(evaluated(snapshot), 'none', true)).toBe(3);
    expect(exit(evaluated(snapshot, { only: ['client/plain-http', 'client/tls-unverified'] }))).toBe(0);
  });

  it('SARIF and JUnit do not look like a good run', () => {
    const result = evaluated(snapshot);
    const blind = blindness(result, 'none')?.message ?? '';
    expect(blind).not.toBe('');
    const log = JSON.parse(sarif(result, { all: false, blind }).text) as {
      runs: { invocations: { executionSuccessful: boolean; toolExecutionNotifications: object[] }[] }[];
    };
    expect(log.runs[0]?.invocations[0]).toMatchObject({ executionSuccessful: false });
    expect(log.runs[0]?.invocations[0]?.toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      message: { text: blind },
    });
    expect(junit(result, { blind }).text).toContain('errors="1"');
    expect(junit(result, {}).text).toMatch(/<testsuites [^>]*errors="0"/);
  });
});

describe('a gate that saw a part', () => {
  it.each([403, 500])('is decided by it: pods and workloads answer %d', async (code) => {
    const result = evaluated(await seen(code, (path) => /\/(?:pods|deployments|daemonsets)$/.test(path)));
    expect(exit(result)).toBe(0);
    expect(exit(result, 'high', true)).toBe(3);
    expect(blindness(result, 'high')).toBeUndefined();
    if (code === 403) expect(failures(result, 'high')).toBeUndefined();
    else
      expect(failures(result, 'high')).toMatch(
        /results at or above high are unknown.*pods.*--require-complete/,
      );
  });

  it('of which the choice of checks needs the rest saw nothing', async () => {
    const snapshot = await seen(503, (path) => path.includes('rbac.authorization.k8s.io/v1/'));
    expect(exit(evaluated(snapshot))).toBe(0);
    expect(exit(evaluated(snapshot, { only: ['identities/secret-readers'] }))).toBe(2);
  });

  it('is not blind for a risk that shows from outside', async () => {
    // Over plain http the client sends no credential, which is a risk of its own.
    const snapshot = await seen(500, inside);
    const result = evaluated(snapshot);
    const verdicts = result.verdicts.map((verdict) =>
      verdict.check === 'client/plain-http' ? { ...verdict, verdict: 'fail' as const } : verdict,
    );
    expect(exit({ ...result, verdicts })).toBe(1);
  });
});

describe('what is unknown by its nature is no outage', () => {
  it('all was seen, and some cannot be known', async () => {
    const result = evaluated(await seen(500, () => false));
    expect(exit(result)).toBe(0);
    expect(blindness(result, 'none')).toBeUndefined();
    expect(exit(evaluated(await seen(500, () => false), { only: ['kubelet'] }))).toBe(0);
  });

  it('files lack what they were not given', async () => {
    const result = evaluated(
      await readInput([dump], { stdin: process.stdin, signal: new AbortController().signal }),
      { only: ['etcd/no-quorum-spare'] },
    );
    expect(result.source).toBe('files');
    expect(blindness(result, 'info')).toBeUndefined();
  });

  it('-n: of one namespace of which all is refused nothing was seen', async () => {
    const refused = await seen(403, (path) => inside(path) && !path.endsWith('/namespaces/shop'), 'shop');
    const result = evaluated(refused);
    expect(exit(result)).toBe(2);
    expect(exit(evaluated(await seen(403, () => false, 'shop')))).toBe(0);
  });
});
