import { groupBy } from '../../shared/group.ts';
import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EntryPointView } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed } from '../helpers/objects.ts';

interface Exposed {
  workload: WorkloadFacts;
  views: readonly EntryPointView[];
}

export default defineCheck({
  id: 'exposure/workload-public',
  title: 'Workloads reachable from the internet',
  control: 'Exposure of workloads to the internet',
  severity: 'info',
  why: 'Every workload that the internet reaches is part of the attack surface. The list shows which workloads require patches, authentication and NetworkPolicies first.',
  remediation:
    'Compare the list with the workloads that have to be public. Set other Services to `type: ClusterIP`, or make their load balancer internal.',
  references: ['T1133', 'T1190', 'K06', 'NSA Network separation and hardening'],
  peerChecks: [174, 175],
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'] },
  *run({ services, workloads, exposure, extensions }): Iterable<Finding> {
    const lookup = entryPointFinder({ services, exposure, extensions });
    const all = workloads
      .filter(({ mirror }) => !mirror)
      .map((workload): Exposed => ({ workload, views: lookup.to(workload) }));
    const open = all.flatMap(({ workload, views }) => {
      const own = views.filter(({ reach }) => reach === 'public');
      return own.length > 0 ? [{ workload, views: own }] : [];
    });
    const faults = [...groupBy(open, ({ workload }) => workload.namespace)].map(ofNamespace);
    const maybe = all.filter(({ views }) => views.some(({ reach }) => reach === 'unknown'));
    const [unclear] = lookup.unclear();
    yield* judged({
      faults,
      open: faults.length > 0 ? [] : maybe.length > 0 ? [unsure(maybe)] : unclear ? [elsewhere(unclear)] : [],
      evaluated: workloads.length,
      noun: 'workload',
      pass: 'no workload is reachable from the internet',
    });
  },
});

function ofNamespace([namespace, open]: readonly [string, readonly Exposed[]]): Finding {
  const names = open.map(({ workload }) => workload.name);
  const nodes = open.every(({ views }) => views.every(({ onNodes }) => onNodes));
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    members: names,
    message: `${plural(names.length, 'workload')} reachable ${nodes ? 'through public addresses of nodes or external IPs (a firewall, if any, is not observable)' : 'from the internet'}: ${listed(names)}`,
    evidence: few(
      open.flatMap(({ views }) => views.slice(0, 1)),
      ({ evidence }) => evidence,
    ),
  };
}

function unsure(maybe: readonly Exposed[]): Finding {
  const names = maybe.map(({ workload }) => `${workload.namespace}/${workload.name}`);
  return {
    verdict: 'unknown',
    message: `the reach of entry points to ${listed(names)} is unknown`,
    requires: [see('check which addresses their load balancers, Ingresses and gateways have')],
    evidence: few(
      maybe.flatMap(({ views }) => views.slice(0, 1)),
      ({ evidence }) => evidence,
    ),
  };
}

function elsewhere({
  reason,
  requires,
  entryPoints,
}: ReturnType<ReturnType<typeof entryPointFinder>['unclear']>[number]): Finding {
  return {
    verdict: 'unknown',
    message: reason,
    requires,
    evidence: few(entryPoints, ({ evidence }) => evidence),
  };
}
