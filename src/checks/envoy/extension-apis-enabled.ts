import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt } from '../helpers/envoy.ts';
import { notRead, readSettings } from '../helpers/envoy-settings.ts';

/** Each lets the author of an object change what no other field of the API can. */
const SWITCHES = {
  'extensionApis.enableEnvoyPatchPolicy': 'EnvoyPatchPolicy changes any part of the proxy configuration',
  'extensionApis.enableLua': 'EnvoyExtensionPolicy runs Lua code in the proxy',
  'extensionApis.enableBackend': 'Backend sends traffic to any host and Unix socket',
};

export default defineCheck({
  id: 'envoy/extension-apis-enabled',
  title: 'Envoy Gateway accepts raw proxy configuration',
  control: 'Extension APIs of Envoy Gateway',
  severity: 'medium',
  why: 'A user who can create these objects in one namespace can read traffic, redirect it or run code in shared proxies. That includes certificates and requests of other teams.',
  remediation:
    'Set `extensionApis.enableEnvoyPatchPolicy`, `enableLua` and `enableBackend` to false in ConfigMap envoy-gateway-config. If one is required, permit its objects to administrators only.',
  references: ['envoy-gateway-extensions', 'envoy-gateway-threat-model', 'K03'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['workloads'],
  *run({ envoy, extensions }): Iterable<Finding> {
    const all = readSettings(envoy, extensions, 'Envoy Gateway');
    if (all.length === 0) yield { verdict: 'not-applicable', message: 'Envoy Gateway is not installed' };
    for (const one of all) {
      if (!('values' in one)) {
        yield notRead(one);
        continue;
      }
      const on = Object.entries(SWITCHES).filter(([path]) => one.values[path] === true);
      yield on.length > 0
        ? failAt(
            one.at,
            on.map(([path, what]) => `${path} is true: ${what}`).join('; '),
            on.map(([path]) => one.shown(path)),
          )
        : {
            verdict: 'pass',
            at: one.at,
            message: 'the extension APIs EnvoyPatchPolicy, Lua and Backend are not enabled',
            evidence: [one.evidence],
          };
    }
  },
});
