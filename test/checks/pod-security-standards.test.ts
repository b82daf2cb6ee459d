/**
 * Compares our checks with the admission plugin that enforces the Pod Security Standards, an independent evaluator. What it forbids in each
 * pod comes from running k8s.io/pod-security-admission 0.37.2 (policy.DefaultChecks, version 1.37) over these pods.
 */
import { describe, expect, it } from '@jest/globals';
import { checkOf, evaluate } from '../support/example.ts';
import { object, snapshotOf } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { CASES } from './pod-security-cases.ts';
import type { PodCase } from './pod-security-cases.ts';

/** Ids of the plugin's checks -> ours. */
const OURS: Readonly<Record<string, readonly string[]>> = {
  privileged: ['workloads/privileged-container'],
  hostNamespaces: ['workloads/host-pid', 'workloads/host-ipc', 'workloads/host-network'],
  hostPathVolumes: ['storage/host-path-volume', 'workloads/sensitive-host-path'],
  hostPorts: ['workloads/host-port'],
  capabilities_baseline: ['workloads/capability-added'],
  capabilities_restricted: ['workloads/capabilities-not-dropped'],
  windowsHostProcess: ['workloads/windows-host-process'],
  // The plugin's check runAsUser corresponds to the same check.
  runAsNonRoot: ['workloads/root-container'],
  allowPrivilegeEscalation: ['workloads/privilege-escalation'],
  seccompProfile_restricted: ['workloads/seccomp-unset'],
};

function podOf({ spec, annotations }: PodCase): Manifest {
  return object(
    'v1',
    'Pod',
    'p',
    { ...(annotations && { metadata: { annotations } }), spec, status: { phase: 'Running' } },
    'shop',
  );
}

/** The plugin's checks for which at least one of ours fails. */
function forbiddenByUs(one: PodCase): string[] {
  const snapshot = snapshotOf({}, podOf(one));
  return Object.entries(OURS)
    .filter(([, ids]) =>
      ids.some((id) => evaluate(checkOf(id), snapshot).some(({ verdict }) => verdict === 'fail')),
    )
    .map(([check]) => check);
}

describe('pods as Pod Security admission evaluates them', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { forbidden, more = [], less = [] } = one;
    const named = forbidden.map((check) => (check === 'runAsUser' ? 'runAsNonRoot' : check));
    const expected = new Set([...named.filter((check) => !less.includes(check)), ...more]);
    expect(forbiddenByUs(one).sort()).toEqual([...expected].sort());
  });

  it('every difference has a reason', () => {
    for (const { name, more = [], less = [], why } of CASES)
      if (more.length + less.length > 0) expect([name, why]).toEqual([name, expect.stringMatching(/\w{3}/)]);
  });
});
