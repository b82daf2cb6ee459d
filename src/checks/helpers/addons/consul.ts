import type { ExtensionFacts, WorkloadFacts } from '../../../model/types.ts';
import { see } from '../../../shared/requirement.ts';
import { UNREADABLE } from '../../../snapshot/unreadable.ts';
import type { Finding } from '../../define.ts';
import { observed, workloadRef } from '../objects.ts';
import { mountedMap, readSpec } from './settings.ts';

/** A part of the configuration of Consul servers. */
export interface ConsulPart {
  /** The file that the chart adds for it (charts/consul/templates/server-config-configmap.yaml of hashicorp/consul-k8s). */
  key: string;
  /** Settings that show it in the configuration of a user. */
  settings: readonly string[];
  label: string;
}

const SERVER = /-server-config$/;
const EXTRA = /-tmp-extra-config$/;

/** Whether the servers of a workload have this part in their configuration. */
export function evaluateConsul(
  workload: WorkloadFacts,
  { key, settings, label }: ConsulPart,
  { configMap }: Pick<ExtensionFacts, 'configMap'>,
): Finding[] {
  const at = workloadRef(workload);
  const name = mountedMap(SERVER, workload);
  // Clients, injectors and gateways run the same image.
  if (name === undefined) return [];
  const map = configMap(workload.namespace, name);
  if (!map.known) return [{ verdict: 'unknown', at, message: map.reason, requires: map.requires }];
  const location = `ConfigMap ${workload.namespace}/${name}`;
  if (map.value === undefined || map.value.data['server.json'] === undefined)
    return [
      {
        verdict: 'unknown',
        at,
        message: `${location} is not the configuration of a server`,
        requires: [readSpec(workload)],
      },
    ];
  if (map.value.data[key] !== undefined)
    return [
      {
        verdict: 'pass',
        at,
        message: `${label} is configured`,
        evidence: [observed(location, `${key} is set`)],
      },
    ];
  const extra = extraOf(workload, { configMap });
  if (extra === undefined || settings.some((setting) => extra.includes(setting)))
    return [
      {
        verdict: 'unknown',
        at,
        message: `${label} may be configured in other values, which are not collected`,
        requires: [see(`review the values of the chart for ${label}`)],
        evidence: [observed(location, `${key} not set`)],
      },
    ];
  return [
    {
      verdict: 'fail',
      at,
      message: `${key} not set; expected ${label} to be enabled`,
      evidence: [observed(location, `${key} not set`)],
    },
  ];
}

/** Names of the settings in the configuration of a user; undefined where they are not known. */
function extraOf(
  workload: WorkloadFacts,
  { configMap }: Pick<ExtensionFacts, 'configMap'>,
): readonly string[] | undefined {
  const name = mountedMap(EXTRA, workload);
  if (name === undefined) return [];
  const map = configMap(workload.namespace, name);
  const text = map.known ? (map.value?.data['extra-from-values.json'] ?? '') : UNREADABLE;
  return text === UNREADABLE ? undefined : text.split('\n');
}
