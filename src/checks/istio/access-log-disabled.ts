import { AccessLogs } from '../../addons/istio/access-logs.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { list, see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { settingsElsewhere, withoutControlPlane } from '../helpers/istio-control-planes.ts';
import { few, listed, observed, requiresOr } from '../helpers/objects.ts';

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
  passNeeds: ['istio', 'pods'],
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
    const logs = new AccessLogs(extensions.custom, root.value, settings.value);
    const places = [
      // ztunnel writes its own log.
      ...istio.proxies
        .filter(({ role }) => role !== 'ztunnel' && role !== 'istio-cni')
        .map(({ namespace }) => namespace),
      ...istio.gateways.map(({ workload }) => workload.namespace),
    ];
    const named = [...new Set(places)].sort();
    const without = named.filter((name) => logs.of(name) === 'off');
    const partly = named.filter((name) => logs.of(name) === 'some');
    const selected = logs.disabling;
    const evidence = [
      observed('mesh configuration', settingsText(settings.value)),
      ...few(logs.records, ({ namespace, name }) =>
        observed(`Telemetry ${namespace ?? ''}/${name}`, 'accessLogging'),
      ),
    ];
    for (const { kind, namespace, name } of selected)
      yield {
        verdict: 'fail',
        at: { kind, ...(namespace !== undefined && { namespace }), name },
        message: 'accessLogging.disabled is true for the selected workloads',
        evidence: [observed(`Telemetry ${namespace ?? ''}/${name}`, 'accessLogging.disabled true')],
      };
    if (without.length > 0 || (places.length === 0 && logs.of() === 'off'))
      yield {
        verdict: 'fail',
        members: without,
        message: `no access log for ${without.length === 0 ? 'proxies of the mesh' : `proxies in ${plural(without.length, 'namespace')} (${listed(without)})`}: ${settingsText(settings.value)}`,
        restsOn: ['istio'],
        evidence,
      };
    else if (partly.length > 0)
      yield {
        verdict: 'unknown',
        message: `accessLogging.filter limits the access log to some requests in ${listed(partly)}`,
        requires: [see('review accessLogging.filter of the Telemetry objects')],
        evidence,
      };
    else if (selected.length === 0)
      yield {
        verdict: 'pass',
        message: 'access logs are enabled for all mesh namespaces and gateways',
        evidence,
      };
  },
});

function settingsText({ accessLogFile, defaultProviders }: MeshSettings): string {
  const providers = defaultProviders?.accessLogging ?? [];
  return `accessLogFile ${accessLogFile === undefined ? 'not set (default: off)' : accessLogFile === '' ? 'empty' : accessLogFile}, defaultProviders.accessLogging ${providers.length === 0 ? 'not set' : listed(providers)}`;
}
