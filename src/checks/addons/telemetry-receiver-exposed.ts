import type { WorkloadFacts } from '../../model/types.ts';
import { see } from '../../shared/requirement.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { collectorReceivers, receiverPorts } from '../helpers/addons/telemetry.ts';
import { installed } from '../helpers/addons/installed.ts';
import type { EntryPointView, EntryPoints } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'addons/telemetry-receiver-exposed',
  title: 'Telemetry receiver exposed without authentication',
  control: 'Exposure of telemetry receivers',
  severity: 'medium',
  why: 'Every client outside the cluster can send traces, metrics and logs. An attacker forges records, hides an attack among them, or exhausts the storage behind the receiver.',
  remediation:
    'Set `auth.authenticator` or `tls.client_ca_file` of each receiver in the collector. Otherwise set the Service to `type: ClusterIP`; receivers of Jaeger have no authentication.',
  references: ['T1133', 'K10', 'opentelemetry-collector-security'],
  needs: ['services', 'workloads'],
  uses: ['addons', 'addonObjects', 'trust', 'exposure', 'extensions'],
  passNeeds: ['services', 'pods', 'ingresses', 'gateways'],
  *run({ services, exposure, extensions, ...parts }): Iterable<Finding> {
    const collectors = installed('opentelemetry-collector', parts).workloads;
    const jaegers = installed('jaeger', parts).workloads;
    if (collectors.length + jaegers.length === 0) {
      yield { verdict: 'not-applicable', message: 'no OpenTelemetry Collector and no Jaeger is installed' };
      return;
    }
    const finder = entryPointFinder({ services, exposure, extensions });
    for (const workload of collectors) yield ofCollector(workload, finder, parts.addonObjects);
    for (const workload of jaegers) yield ofWays(workload, waysTo(finder, workload, receiverPorts));
  },
});

function waysTo(finder: EntryPoints, workload: WorkloadFacts, ports: readonly number[]): EntryPointView[] {
  return finder
    .to(workload, (port) => (ports.includes(port) ? 'open' : 'none'))
    .filter(({ isUnclear }) => isUnclear !== true);
}

function ofCollector(
  workload: WorkloadFacts,
  finder: EntryPoints,
  objects: CheckParts['addonObjects'],
): Finding {
  const receivers = collectorReceivers(workload, objects);
  if (receivers === undefined) {
    const ways = waysTo(finder, workload, receiverPorts);
    return ways.length === 0
      ? ofWays(workload, ways)
      : {
          verdict: 'unknown',
          at: workloadRef(workload),
          message: `receivers are exposed by ${listed(ways.map(({ name }) => name))}, and their authentication is not collected`,
          requires: [see(`review auth and tls of the receivers of ${workloadName(workload)}`)],
          evidence: few(ways, ({ evidence }) => evidence),
        };
  }
  const open = receivers.filter(({ verifies }) => !verifies);
  return ofWays(
    workload,
    waysTo(
      finder,
      workload,
      open.flatMap(({ port }) => port ?? []),
    ),
    open.map(({ name }) => name),
  );
}

function ofWays(
  workload: WorkloadFacts,
  ways: readonly EntryPointView[],
  names: readonly string[] = [],
): Finding {
  const at = workloadRef(workload);
  if (ways.length === 0)
    return {
      verdict: 'pass',
      at,
      message: 'no receiver without authentication is exposed',
      evidence: [observed(workloadName(workload), 'Services, routes and ports of the host evaluated')],
    };
  const isPublic = ways.some(({ reach, onNodes, guarded }) => reach === 'public' && !onNodes && !guarded);
  const which = names.length > 0 ? `receiver ${listed(names)}` : 'receivers';
  return {
    verdict: 'fail',
    at,
    ...(!isPublic && { severity: lowered('medium') }),
    message: `${which} without authentication exposed by ${listed(ways.map(({ name }) => name))}`,
    evidence: few(ways, ({ evidence }) => evidence),
  };
}
