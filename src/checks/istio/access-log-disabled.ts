import { recordsIn, recordsOf } from '../../addons/istio/custom-objects.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import { list } from '../../shared/requirement.ts';
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
    const telemetry = new Map(
      recordsOf(extensions.custom, 'telemetry.istio.io', 'Telemetry')
        .filter(appliesToAll)
        .map((record) => [record.namespace ?? '', record]),
    );
    const whole = logsIn(telemetry.get(root.value)) ?? logsBySettings(settings.value);
    const places = [
      // ztunnel writes its own log.
      ...istio.proxies
        .filter(({ role }) => role !== 'ztunnel' && role !== 'istio-cni')
        .map(({ namespace }) => namespace),
      ...istio.gateways.map(({ workload }) => workload.namespace),
    ];
    const without = [...new Set(places)].filter((name) => !(logsIn(telemetry.get(name)) ?? whole)).sort();
    const evidence = [
      observed('mesh configuration', settingsText(settings.value)),
      ...few([...telemetry.values()], ({ namespace, name }) =>
        observed(`Telemetry ${namespace ?? ''}/${name}`, 'accessLogging'),
      ),
    ];
    if (without.length > 0 || (places.length === 0 && !whole))
      yield {
        verdict: 'fail',
        members: without,
        message: `no access log for ${without.length === 0 ? 'proxies of the mesh' : `proxies in ${plural(without.length, 'namespace')} (${listed(without)})`}: ${settingsText(settings.value)}`,
        restsOn: ['istio'],
        evidence,
      };
    else
      yield {
        verdict: 'pass',
        message: 'access logs are enabled for all mesh namespaces and gateways',
        evidence,
      };
  },
});

/** A selector or target limits it to some proxies. */
function appliesToAll({ spec }: CustomRecord): boolean {
  return (
    Array.isArray(spec['accessLogging']) &&
    ['selector', 'targetRef', 'targetRefs'].every((field) => spec[field] === undefined)
  );
}

/** Undefined where it sets nothing about access logs: the level above counts. */
function logsIn(record: CustomRecord | undefined): boolean | undefined {
  const entries = recordsIn(record?.spec['accessLogging']);
  return entries.length === 0 ? undefined : entries.some(({ disabled }) => disabled !== true);
}

/** Off by default: accessLogFile is empty (istio pkg/config/mesh). */
function logsBySettings({ accessLogFile = '', defaultProviders }: MeshSettings): boolean {
  return accessLogFile !== '' || (defaultProviders?.accessLogging ?? []).length > 0;
}

function settingsText({ accessLogFile, defaultProviders }: MeshSettings): string {
  const providers = defaultProviders?.accessLogging ?? [];
  return `accessLogFile ${accessLogFile === undefined ? 'not set (default: off)' : accessLogFile === '' ? 'empty' : accessLogFile}, defaultProviders.accessLogging ${providers.length === 0 ? 'not set' : listed(providers)}`;
}
