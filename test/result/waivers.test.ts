import { beforeAll, describe, expect, it } from '@jest/globals';
import { applyWaivers } from '../../src/result/waivers/apply.ts';
import type { LabelsOf, PlacedWaiver } from '../../src/result/waivers/apply.ts';
import type { Result, Verdict } from '../../src/result/types.ts';
import { evaluatedFile } from '../support/evaluated-results.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

const noLabels: LabelsOf = () => undefined;
const waiver = (more: Partial<PlacedWaiver> & { check: string }): PlacedWaiver => ({
  reason: 'bought in',
  owner: 'ops',
  expires: '2027-01-31',
  place: '.archmap.yaml:4',
  ...more,
});
const accepted = ({ verdicts }: Result) => verdicts.filter((verdict) => verdict.waiver);
const fails = (is: (verdict: Verdict) => boolean) =>
  demo.verdicts.filter((verdict) => verdict.verdict === 'fail' && is(verdict));

describe('a waiver', () => {
  it('of a check accepts all of its risks, which keep the reason and count no more', () => {
    const [critical] = fails(({ severity }) => severity === 'critical');
    const result = applyWaivers(demo, [waiver({ check: critical?.check ?? '' })], noLabels);
    expect(accepted(result)).toEqual(
      fails(({ check }) => check === critical?.check).map((verdict) => ({
        ...verdict,
        waiver: { reason: 'bought in', owner: 'ops', expires: '2027-01-31' },
      })),
    );
    expect(result.summary.risks.critical).toBe(demo.summary.risks.critical - accepted(result).length);
    expect(result.summary.accepted).toBe(accepted(result).length);
    expect(result.verdicts).toHaveLength(demo.verdicts.length);
    expect(result.warnings ?? []).toEqual(demo.warnings ?? []);
  });

  it('of an area or a glob accepts all matching checks', () => {
    for (const check of ['workloads', 'workloads/*'])
      expect(accepted(applyWaivers(demo, [waiver({ check })], noLabels))).toHaveLength(
        fails(({ area }) => area === 'workloads').length,
      );
  });

  it('never affects unknown, passed or not applicable results', () => {
    const result = applyWaivers(demo, [waiver({ check: '*' })], noLabels);
    expect(accepted(result)).toHaveLength(fails(() => true).length);
    expect(result.verdicts.filter(({ verdict }) => verdict !== 'fail')).toEqual(
      demo.verdicts.filter(({ verdict }) => verdict !== 'fail'),
    );
  });

  it('selects objects by kind, namespace and name, all of which must match', () => {
    const select = (objects: NonNullable<PlacedWaiver['objects']>) =>
      accepted(applyWaivers(demo, [waiver({ check: '*', objects })], noLabels)).map(({ object }) => object);
    const inWarehouse = fails(
      ({ object }) =>
        object?.namespace === 'warehouse' || (object?.kind === 'Namespace' && object.name === 'warehouse'),
    );
    expect(select([{ namespace: 'warehouse' }])).toHaveLength(inWarehouse.length);
    expect(select([{ namespace: 'ware*' }])).toHaveLength(inWarehouse.length);
    const printers = select([{ kind: 'DaemonSet', namespace: 'warehouse', name: 'label-*' }]);
    expect(printers.length).toBeGreaterThan(0);
    expect(printers.every((object) => object?.name === 'label-printer')).toBe(true);
    expect(select([{ kind: 'DaemonSet', name: 'no-such-thing' }])).toEqual([]);
    // The cluster as a whole is no object.
    expect(select([{ kind: '*' }]).every((object) => object !== undefined)).toBe(true);
  });

  it('selects by labels where they are known, and by no label where they are unknown', () => {
    const one = waiver({ check: 'workloads', objects: [{ labels: { team: 'log*' } }] });
    const labelled: LabelsOf = ({ name }) => (name === 'label-printer' ? { team: 'logistics' } : {});
    const result = applyWaivers(demo, [one], labelled);
    expect(accepted(result).length).toBeGreaterThan(0);
    expect(accepted(result).every(({ object }) => object?.name === 'label-printer')).toBe(true);
    const unknown = applyWaivers(demo, [one], noLabels);
    expect(accepted(unknown)).toEqual([]);
    expect(unknown.warnings?.at(-1)).toMatch(/labels of some of its objects are not known$/);
  });

  it('selects one risk by its fingerprint', () => {
    const [one] = fails(() => true);
    const result = applyWaivers(
      demo,
      [waiver({ check: one?.check ?? '', fingerprint: one?.fingerprint ?? '' })],
      noLabels,
    );
    expect(accepted(result).map(({ fingerprint }) => fingerprint)).toEqual([one?.fingerprint]);
  });

  it('that has expired at the time of the snapshot accepts nothing and is reported', () => {
    const day = demo.takenAt.slice(0, 10);
    const check = fails(() => true)[0]?.check ?? '';
    const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const expired = applyWaivers(demo, [waiver({ check, expires: before })], noLabels);
    expect(accepted(expired)).toEqual([]);
    expect(expired.summary.risks).toEqual(demo.summary.risks);
    expect(expired.warnings?.at(-1)).toBe(
      `.archmap.yaml:4: the waiver for ${check} (ops) expired on ${before} and is ignored`,
    );
    // Its last day counts.
    expect(accepted(applyWaivers(demo, [waiver({ check, expires: day })], noLabels)).length).toBeGreaterThan(
      0,
    );
  });

  it.each([
    [
      { check: 'workloads/no-such-check' },
      /matches no risk; no check of this run is called so(?:; did you mean [a-z/-]+\?)?$/,
    ],
    [{ check: 'workloads/privileged-containers' }, /; did you mean workloads\/privileged-container\?$/],
    [{ check: 'workloads', objects: [{ namespace: 'nowhere' }] }, /on other objects: /],
    [{ check: 'workloads', objects: [{ kind: 'deployment' }] }, /; kinds are case-sensitive: Deployment$/],
  ])('that matches nothing is reported: %j', (more, words) => {
    const result = applyWaivers(demo, [waiver(more)], noLabels);
    expect(accepted(result)).toEqual([]);
    expect(result.warnings?.at(-1)).toMatch(words);
  });
});
