import type { MemberFacts, MeshFacts } from '../../addons/istio/effective/types.ts';
import type { TelemetryFacts } from '../../addons/istio/telemetry.ts';
import { AccessLogs, isWide, readTelemetries } from '../../addons/istio/telemetry.ts';
import { groupBy } from '../../shared/group.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { settingsElsewhere, withoutControlPlane } from '../helpers/istio-control-planes.ts';
import { invalidOnes, isApplication, memberNames, policyName, policyRef } from '../helpers/mesh-policies.ts';
import { few, listed, observed, requiresOr } from '../helpers/objects.ts';
import { sensitivePortsOf } from '../helpers/sensitive-ports.ts';

export default defineCheck({
  id: 'istio/access-log-disabled',
  title: 'Access logs of Istio proxies disabled',
  control: 'Access logs of Istio proxies',
  severity: 'low',
  why: 'Proxies keep no record of requests, their source identity and the result of authorization. An incident cannot be reconstructed, and attacks on gateways remain unnoticed.',
  remediation:
    'Create a Telemetry with `accessLogging: [{ providers: [{ name: envoy }] }]` in the root namespace, or set `meshConfig.accessLogFile: /dev/stdout`.',
  references: ['istio-access-logs', 'K10'],
  needs: [],
  uses: ['istio', 'mesh', 'extensions'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: ['telemetry.istio.io/Telemetry'] },
  *run({ istio, mesh, extensions }): Iterable<Finding> {
    const absent = withoutControlPlane(istio) ?? settingsElsewhere(istio);
    if (absent) {
      yield absent;
      return;
    }
    const { settings } = mesh;
    const { rootNamespace: root } = istio;
    if (!settings.known || !root.known) {
      const open = settings.known ? root : settings;
      yield {
        verdict: 'unknown',
        message: open.known ? '' : open.reason,
        requires: requiresOr(open.known ? [] : open.requires, list('configmaps')),
      };
      return;
    }
    const telemetries = readTelemetries(extensions.custom);
    const state = new AccessLogs(telemetries, settings.value, root.value);
    // ztunnel writes its own log.
    const members = mesh.members.filter(({ membership }) => membership !== 'ambient');
    const silent = members.flatMap((member) => {
      const { on, by } = state.of(member.selected);
      return on ? [] : [{ member, by }];
    });
    const faults = [...disabled(silent, mesh), ...invalidOnes(telemetries)];
    const whole = state.of({ namespace: root.value, labels: {} }).on;
    const without = [...new Set(silent.flatMap(({ member, by }) => (by ? [] : [member.selected.namespace])))];
    const evidence = [
      observed('mesh configuration', settingsText(settings.value)),
      ...few(
        telemetries.filter((one) => isWide(one) && one.logs.length > 0),
        (one) => observed(policyName(one), 'accessLogging'),
      ),
    ];
    if (without.length > 0 || (members.length === 0 && !whole))
      yield {
        verdict: 'fail',
        members: without.sort(),
        message: `no access log for ${without.length === 0 ? 'proxies of the mesh' : `proxies in ${plural(without.length, 'namespace')} (${listed(without)})`}: ${settingsText(settings.value)}`,
        restsOn: ['istio'],
        evidence,
      };
    else if (faults.length === 0)
      yield {
        verdict: 'pass',
        message: 'access logs are enabled for all gateways and sidecars of the mesh',
        evidence,
      };
    yield* faults;
  },
});

type Silent = readonly { member: MemberFacts; by: TelemetryFacts | undefined }[];

/** At the edge and in front of data, the record of what an incident would be about is turned off. */
function disabled(silent: Silent, mesh: MeshFacts): Finding[] {
  return [...groupBy(silent, ({ by }) => by)].flatMap(([by, found]): Finding[] => {
    if (!by) return [];
    const members = found.map(({ member }) => member);
    const gateways = members.filter(({ membership }) => membership === 'gateway');
    const ports = sensitivePortsOf(members.filter(isApplication), mesh);
    return [
      {
        verdict: 'fail',
        at: policyRef(by.record),
        detail: 'disabled',
        severity: gateways.length > 0 || ports.length > 0 ? 'medium' : 'low',
        message: `accessLogging.disabled is true for ${gateways.length > 0 ? `gateway ${memberNames(gateways)}` : memberNames(members)}${ports.length > 0 ? `; ${listed(ports)}` : ''}`,
        evidence: [observed(policyName(by), 'accessLogging.disabled true')],
      },
    ];
  });
}

function settingsText({ accessLogFile, defaultProviders }: MeshSettings): string {
  const providers = defaultProviders?.accessLogging ?? [];
  return `accessLogFile ${accessLogFile === undefined ? 'not set (default: off)' : accessLogFile === '' ? 'empty' : accessLogFile}, defaultProviders.accessLogging ${providers.length === 0 ? 'not set' : listed(providers)}`;
}
