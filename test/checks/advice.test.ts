import { describe, expect, it } from '@jest/globals';
import { adapted, completing } from '../../src/checks/advice.ts';
import type { View } from '../../src/checks/proof.ts';
import { getUrl, list, LOOK_ON_HOST, requirementsText, see } from '../../src/shared/requirement.ts';
import type { Requirement } from '../../src/shared/requirement.ts';
import type { CollectorId, Outcome } from '../../src/snapshot/types.ts';

type Facts = Partial<Omit<Outcome, 'collector'>>;

const outcomeOf = (collector: CollectorId, facts: Facts = {}): Outcome => ({
  collector,
  status: 'permission-denied',
  count: 0,
  ...facts,
});

/** A source in which every collector has this outcome. */
const view = (source: View['source'], facts?: Facts, namespace?: string): View => ({
  outcome: (id) => outcomeOf(id, facts),
  source,
  ...(namespace !== undefined && { namespace }),
});

const LIMITED: Facts = { status: 'partial', namespace: 'shop' };
const LIVE_OR_SNAPSHOT = 'run against the live cluster or a snapshot of it';
const HOST = 'check the control plane host';
const PODS = list('pods', 'kube-system');

describe('requirements of a check, worded for the source', () => {
  // A snapshot is a live cluster that was collected before: the same texts apply to both.
  it.each<[string, Requirement, View, string]>([
    ['live', PODS, view('live'), 'list pods in kube-system'],
    ['live, cut short', PODS, view('live', { status: 'partial' }), 'list pods in kube-system'],
    ['with -n', PODS, view('live', LIMITED, 'shop'), 'run without -n'],
    [
      'files',
      PODS,
      view('files', { status: 'unavailable' }),
      'pods in the files (kubectl get pods -A -o yaml)',
    ],
    [
      'files that may be incomplete',
      PODS,
      view('files', { status: 'partial' }),
      `--complete, if the files contain all pods; ${LIVE_OR_SNAPSHOT}`,
    ],
    ['files, of a path', getUrl('/flagz'), view('files', { status: 'unavailable' }), LIVE_OR_SNAPSHOT],
    ['live, of a host', LOOK_ON_HOST, view('live'), HOST],
    ['with -n, of a host', LOOK_ON_HOST, view('live', LIMITED, 'shop'), 'run without -n'],
    [
      'files, of a host',
      LOOK_ON_HOST,
      view('files', { status: 'unavailable' }),
      `pods in the files (kubectl get pods -A -o yaml); ${LIVE_OR_SNAPSHOT}`,
    ],
    ['files, of anything else', see('look at it'), view('files', { status: 'unavailable' }), 'look at it'],
    [
      'files, of a kind with others in its collector',
      list('daemonsets.apps'),
      view('files', { status: 'unavailable' }),
      'daemonsets in the files (kubectl get daemonsets -A -o yaml)',
    ],
    ['with -n, of workloads', list('deployments.apps'), view('live', LIMITED, 'shop'), 'run without -n'],
    [
      'live, of a kind with the plural of another group',
      list('gateways.networking.istio.io'),
      view('live', { status: 'ok' }, undefined),
      'list gateways.networking.istio.io',
    ],
    [
      'live, a requirement without a collector',
      list('widgets.example.com'),
      view('live', { status: 'ok' }),
      'list widgets.example.com',
    ],
  ])('%s', (_source, requirement, from, text) => {
    expect(requirementsText(adapted([requirement], from), '; ')).toBe(text);
  });

  it('omits a permission that was fully used, unless no other requirement is left', () => {
    const whole = view('live', { status: 'ok' });
    expect(requirementsText(adapted([PODS, LOOK_ON_HOST], whole))).toBe(HOST);
    expect(requirementsText(adapted([PODS], whole))).toBe('list pods in kube-system');
    // Another group has the same plural, and well-known ConfigMaps are no list of all of them.
    for (const own of [list('gateways.networking.istio.io'), list('configmaps')])
      expect(adapted([own, LOOK_ON_HOST], whole)).toEqual([own, LOOK_ON_HOST]);
    const each = getUrl('/metrics', 'of every API server');
    expect(adapted([PODS, each], whole)).toEqual([each]);
  });

  it('identifies a permission by its rule, whatever its text is', () => {
    const requirement: Requirement = { ...PODS, text: 'see the pods' };
    expect(requirementsText(adapted([requirement], view('live', LIMITED, 'shop')))).toBe('run without -n');
    expect(adapted([see('list pods in kube-system')], view('live', LIMITED, 'shop'))).toEqual([
      see('list pods in kube-system'),
    ]);
  });
});

describe('what completes a list', () => {
  it.each<[string, readonly Outcome[], View, string]>([
    [
      'the missing permission',
      [outcomeOf('nodes', { missing: [{ verb: 'list', resource: 'nodes' }] })],
      view('live'),
      'list nodes',
    ],
    [
      'another collection',
      [outcomeOf('nodes', { status: 'collection-failed' })],
      view('live'),
      'collect nodes again',
    ],
    [
      'a live cluster',
      [outcomeOf('probe', { status: 'unavailable' })],
      view('live'),
      'collector probe (run against the live cluster)',
    ],
    ['a run without -n', [outcomeOf('pods', LIMITED)], view('live', LIMITED, 'shop'), 'run without -n'],
    [
      'the manifests',
      [outcomeOf('nodes', { status: 'unavailable' })],
      view('files'),
      'nodes in the files (kubectl get nodes -A -o yaml)',
    ],
  ])('%s', (_what, outcomes, from, text) => {
    expect(requirementsText(completing(outcomes, from), '; ')).toBe(text);
  });
});
