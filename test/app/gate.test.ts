import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { notEvaluatedError, failures, gate } from '../../src/app/gate.ts';
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

/** The sound cluster when every path that `matches` accepts returns this status. */
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

describe.each([403, 500, 503])('when everything but public paths answers %d', (code) => {
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await seen(code, inside);
  });

  it('a gate evaluates nothing, and reports the cause and the remediation', () => {
    const result = evaluated(snapshot);
    expect(result.verdicts.filter(({ verdict }) => verdict === 'unknown').length).toBeGreaterThan(100);
    expect(exit(result)).toBe(2);
    const error = notEvaluatedError(result, 'high');
    expect(error?.message).toMatch(
      code === 403 ? /permission denied for \d+ collectors$/ : /\d+ collectors failed \(/,
    );
    expect(error?.hint).toMatch(code === 403 ? /archmap rbac/ : /run again/);
    expect(error?.message).not.toContain('\n');
  });

  it('for any threshold, selection of checks, framework or baseline', () => {
    const result = evaluated(snapshot);
    for (const failOn of ['critical', 'medium', 'info'] as const) expect(exit(result, failOn)).toBe(2);
    expect(exit(evaluated(snapshot, { only: ['identities'] }))).toBe(2);
    expect(exit(evaluated(snapshot, { skip: ['version'] }))).toBe(2);
    expect(exit(evaluated(snapshot, { framework: 'cis' }))).toBe(2);
    expect(exit(assess(snapshot, {}, { baseline: result }))).toBe(2);
    expect(exit(result, 'high', true)).toBe(2);
  });

  it('fails nothing without a gate, and evaluates a selection of publicly readable facts', () => {
    expect(exit(evaluated(snapshot), 'none')).toBe(0);
    expect(exit(evaluated(snapshot), 'none', true)).toBe(3);
    expect(exit(evaluated(snapshot, { only: ['client/plain-http', 'client/tls-unverified'] }))).toBe(0);
  });

  it('does not look like a successful run in SARIF and JUnit', () => {
    const result = evaluated(snapshot);
    const notEvaluated = notEvaluatedError(result, 'none')?.message ?? '';
    expect(notEvaluated).not.toBe('');
    const log = JSON.parse(sarif(result, { all: false, notEvaluated }).text) as {
      runs: { invocations: { executionSuccessful: boolean; toolExecutionNotifications: object[] }[] }[];
    };
    expect(log.runs[0]?.invocations[0]).toMatchObject({ executionSuccessful: false });
    expect(log.runs[0]?.invocations[0]?.toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      message: { text: notEvaluated },
    });
    expect(junit(result, { notEvaluated }).text).toContain('errors="1"');
    expect(junit(result, {}).text).toMatch(/<testsuites [^>]*errors="0"/);
  });
});

describe('a gate with partial evidence', () => {
  it.each([403, 500])('uses that evidence: pods and workloads answer %d', async (code) => {
    const result = evaluated(await seen(code, (path) => /\/(?:pods|deployments|daemonsets)$/.test(path)));
    expect(exit(result)).toBe(0);
    expect(exit(result, 'high', true)).toBe(3);
    expect(notEvaluatedError(result, 'high')).toBeUndefined();
    if (code === 403) expect(failures(result, 'high')).toBeUndefined();
    else
      expect(failures(result, 'high')).toMatch(
        /results at or above high are unknown.*pods.*--require-complete/,
      );
  });

  it('evaluates nothing if the selected checks need the missing part', async () => {
    const snapshot = await seen(503, (path) => path.includes('rbac.authorization.k8s.io/v1/'));
    expect(exit(evaluated(snapshot))).toBe(0);
    expect(exit(evaluated(snapshot, { only: ['identities/secret-readers'] }))).toBe(2);
  });

  it('fails for a risk that is visible without access', async () => {
    // Over plain HTTP the client sends no credentials, which is a separate risk.
    const snapshot = await seen(500, inside);
    const result = evaluated(snapshot);
    const verdicts = result.verdicts.map((verdict) =>
      verdict.check === 'client/plain-http' ? { ...verdict, verdict: 'fail' as const } : verdict,
    );
    expect(exit({ ...result, verdicts })).toBe(1);
  });
});

describe('results that are always unknown are no outage', () => {
  it('with complete evidence', async () => {
    const result = evaluated(await seen(500, () => false));
    expect(exit(result)).toBe(0);
    expect(notEvaluatedError(result, 'none')).toBeUndefined();
    expect(exit(evaluated(await seen(500, () => false), { only: ['kubelet'] }))).toBe(0);
  });

  it('with files, which contain only what was passed', async () => {
    const result = evaluated(
      await readInput([dump], { stdin: process.stdin, signal: new AbortController().signal }),
      { only: ['etcd/no-quorum-spare'] },
    );
    expect(result.source).toBe('files');
    expect(notEvaluatedError(result, 'info')).toBeUndefined();
  });

  it('evaluates nothing with -n if the whole namespace is refused', async () => {
    const refused = await seen(403, (path) => inside(path) && !path.endsWith('/namespaces/shop'), 'shop');
    const result = evaluated(refused);
    expect(exit(result)).toBe(2);
    expect(exit(evaluated(await seen(403, () => false, 'shop')))).toBe(0);
  });
});
