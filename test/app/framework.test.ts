import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { explainRow, frameworkReport } from '../../src/app/framework.ts';
import { catalogue } from '../../src/checks/index.ts';
import { cisSections } from '../../src/data/cis-benchmark.ts';
import { frameworks } from '../../src/data/frameworks.ts';
import { peerChecks } from '../../src/data/peer-checks.ts';
import type { FrameworkReport, FrameworkRow } from '../../src/result/types.ts';
import { FRAMEWORKS } from '../../src/result/types.ts';
import { exampleSnapshot, withOutcomes } from '../support/example.ts';
import { recorded } from '../support/recorded.ts';

const rowsOf = ({ sections }: FrameworkReport): FrameworkRow[] => sections.flatMap(({ rows }) => [...rows]);
const row = (report: FrameworkReport, id: string) => rowsOf(report).find((one) => one.id === id);

async function cis(name: string) {
  const { framework } = assess(await recorded(name), { framework: 'cis' });
  if (!framework) throw new Error('no report');
  return framework;
}

describe('the tables of frameworks', () => {
  it('have the 131 rows of the CIS benchmark, each once', () => {
    const ids = cisSections.flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(ids).toHaveLength(131);
    expect(new Set(ids).size).toBe(131);
  });

  it.each(FRAMEWORKS)('of %s have every row that a check refers to', (id) => {
    const { name, sections } = frameworks[id];
    const known = new Set(sections.flatMap(({ rows }) => rows.map((one) => one.id)));
    const referred = catalogue.flatMap((check) =>
      check.references.filter(({ framework }) => framework === name).map((reference) => reference.id),
    );
    expect(referred.filter((one) => !known.has(one))).toEqual([]);
    expect(referred.length).toBeGreaterThan(0);
  });

  it('have a check or a requirement for every CIS row', async () => {
    const missing = rowsOf(await cis('stock')).filter(
      ({ checks, unavailableData }) => checks.length === 0 && !unavailableData,
    );
    expect(missing).toEqual([]);
  });

  it('name existing rows of other tools, and list all 362 of them', () => {
    const numbers = new Set(peerChecks.map(({ n }) => n));
    expect(peerChecks).toHaveLength(362);
    expect(numbers.size).toBe(362);
    expect(catalogue.flatMap(({ peerChecks }) => peerChecks).filter((n) => !numbers.has(n))).toEqual([]);
  });
});

describe('a framework row by row', () => {
  it('gives every row of a real cluster a verdict and counts the verdicts', async () => {
    const report = await cis('stock');
    expect(rowsOf(report)).toHaveLength(131);
    expect(Object.values(report.totals).reduce((sum, count) => sum + count, 0)).toBe(131);
    expect(report.totals.error).toBe(0);
    // kubeadm's defaults, and the audit log of the tests.
    expect(row(report, '1.2.15')).toMatchObject({ verdict: 'fail', checks: ['api-server/profiling-on'] });
    expect(row(report, '1.2.16')).toMatchObject({ verdict: 'pass' });
    expect(row(report, '1.3.7')).toMatchObject({ verdict: 'pass' });
    expect(row(report, '4.2.1')).toMatchObject({ verdict: 'unknown' });
    for (const section of report.sections)
      expect(Object.values(section.totals).reduce((sum, count) => sum + count, 0)).toBe(section.rows.length);
  });

  it('passes nothing that the API does not expose, and reports how to verify it', async () => {
    for (const one of rowsOf(await cis('hardened')).filter(
      ({ unavailableData }) => unavailableData !== undefined,
    )) {
      expect(one).toMatchObject({ verdict: expect.stringMatching(/^(?:unknown|fail)$/) });
      if (one.manual !== undefined && one.verdict === 'unknown')
        expect(one.requires).toMatchObject([{ kind: 'command', command: one.manual, text: one.manual }]);
    }
    expect(row(await cis('hardened'), '1.1.1')).toMatchObject({
      verdict: 'unknown',
      unavailableData: 'node files',
      requires: [{ on: 'host', command: expect.stringContaining('stat -c') }],
    });
  });

  it('passes nothing where every request was refused', async () => {
    const snapshot = withOutcomes(await recorded('stock'), 'permission-denied');
    for (const id of FRAMEWORKS) {
      const report = assess(snapshot, { framework: id }).framework;
      expect(report?.totals.pass).toBe(0);
      expect(report?.totals.fail).toBe(0);
    }
  });

  it('reports rows whose checks were excluded as not run', async () => {
    const result = assess(await recorded('stock'), { framework: 'cis', skip: ['api-server/profiling-on'] });
    const report = result.framework;
    if (!report) throw new Error('no report');
    expect(row(report, '1.2.15')).toMatchObject({
      verdict: 'unknown',
      message: 'not run: api-server/profiling-on',
    });
    expect(row(report, '2.1')).toMatchObject({ verdict: 'pass' });
    // Without --framework too: the report covers the checks that ran.
    expect(frameworkReport('cis', result)).toEqual(report);
  });

  it('--only leaves out the rows of other checks, and says how many', async () => {
    const { framework: report } = assess(await recorded('stock'), { framework: 'cis', only: ['etcd'] });
    if (!report) throw new Error('no report');
    expect(report.sections.map(({ id }) => id)).toContain('2');
    expect(row(report, '1.2.15')).toBeUndefined();
    const rows = report.sections.flatMap((section) => section.rows);
    expect(rows.length + (report.leftOut ?? 0)).toBe(131);
    expect(rows.length).toBeLessThan(20);
  });

  it.each([['cis/1.2.6'], ['CIS 1.2.6']])('--only %s is that row alone', async (word) => {
    const { framework: report } = assess(await recorded('stock'), { framework: 'cis', only: [word] });
    expect(report?.sections.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['1.2.6']);
    expect(report?.leftOut).toBe(130);
  });

  it('--only with a control of another framework leaves the rows of its checks', async () => {
    const { framework: report } = assess(await recorded('stock'), { framework: 'cis', only: ['T1552'] });
    const rows = report?.sections.flatMap((section) => section.rows) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ message }) => !message.startsWith('not run'))).toBe(true);
  });

  it('fails the row of the risk, not its neighbors', () => {
    const snapshot = exampleSnapshot(`apiVersion: archmap.io/v1
kind: Evidence
version: v1.37.2
---
apiVersion: v1
kind: Pod
metadata:
  name: kube-apiserver-cp-1
  namespace: kube-system
  labels: { component: kube-apiserver, tier: control-plane }
  annotations: { kubernetes.io/config.mirror: a }
spec:
  nodeName: cp-1
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-mode=RBAC]
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  namespace: kube-system
  name: apiserver-q7ddfcnu6kk3
  labels: { apiserver.kubernetes.io/identity: kube-apiserver, kubernetes.io/hostname: cp-1 }
spec: { holderIdentity: apiserver-q7ddfcnu6kk3_1, renewTime: '2026-11-23T23:59:55.000000Z' }
`);
    const report = assess(snapshot, { framework: 'cis' }).framework;
    if (!report) throw new Error('no report');
    expect(['1.2.6', '1.2.7', '1.2.8'].map((id) => row(report, id)?.verdict)).toEqual([
      'pass',
      'fail',
      'pass',
    ]);
  });

  it('rejects a selection that leaves no row', async () => {
    const snapshot = await recorded('stock');
    expect(() => assess(snapshot, { framework: 'cis', only: ['addons'] })).toThrow(
      'none of the selected checks refers to CIS Kubernetes Benchmark 1.12',
    );
  });
});

describe('one row by its name', () => {
  it('lists its checks and its requirements', () => {
    expect(explainRow('cis/1.2.15')).toMatchObject({
      framework: 'CIS Kubernetes Benchmark 1.12',
      checks: [{ id: 'api-server/profiling-on', title: expect.any(String) }],
    });
    expect(explainRow('cis/1.1.1')).toMatchObject({ checks: [], unavailableData: 'node files' });
    expect(explainRow('owasp/K06').checks.length).toBeGreaterThan(3);
  });

  it('is rejected with the nearest match if it does not exist', () => {
    expect(() => explainRow('cis/1.2.99')).toThrow('has no control "1.2.99"');
  });
});
