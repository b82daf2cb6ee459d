import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { command } from '../../shared/requirement.ts';
import { injectorName } from '../../snapshot/mesh-config.ts';
import { meshSettings } from '../../snapshot/mesh-settings.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { IstioFacts } from '../types.ts';
import { OWN_PORTS } from './bypass.ts';
import { mapsOf, placesOf } from './places.ts';

type Extensions = ClusterModel['extensions'];
type KeptOut = IstioFacts['keptOut'] extends Known<infer T> ? T : never;

/**
 * Traffic that mesh-wide settings exclude from sidecars, unless a pod overrides them: the interception mode of the mesh configuration, and
 * the ports in the values of the injector (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig;
 * istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml).
 */
export function keptOutBy(extensions: Extensions, control: readonly WorkloadFacts[]): Known<KeptOut> {
  const found: KeptOut[number][] = [];
  for (const place of placesOf(extensions, control)) {
    const { namespace } = place;
    for (const name of mapsOf(place, control)) {
      const map = extensions.configMap(namespace, name);
      const mode = map.known
        ? meshSettings(map.value?.data['mesh'] ?? '')?.defaultConfig?.interceptionMode
        : undefined;
      if (mode === 'NONE')
        found.push({
          evidence: declared(`ConfigMap ${namespace}/${name}`, 'defaultConfig.interceptionMode: NONE'),
        });
      if (mode !== undefined) break;
    }
    const name = injectorName(place.name);
    const source = `ConfigMap ${namespace}/${name}`;
    const values = extensions.configMap(namespace, name);
    const text = values.known ? (values.value?.data['values'] ?? '{}') : UNREADABLE;
    if (text === UNREADABLE)
      return found.length > 0
        ? known(found)
        : unknown(
            `which ports the injector keeps out of sidecars is not known: ${values.known ? `the values in the ${source} cannot be read` : values.reason}`,
            ...(values.known
              ? [command(`kubectl -n ${namespace} get configmap ${name} -o yaml`)]
              : values.requires),
          );
    found.push(...byValues(text, source));
  }
  return known(found);
}

function byValues(text: string, source: string): KeptOut[number][] {
  const { includeInboundPorts: only, excludeInboundPorts: except = '' } = JSON.parse(text) as Readonly<
    Record<string, string | undefined>
  >;
  if (only !== undefined && only.trim() !== '*')
    return [{ evidence: declared(source, `includeInboundPorts: ${only.trim() === '' ? '(none)' : only}`) }];
  const ports = except
    .split(',')
    .map((port) => port.trim())
    .filter((port) => port !== '' && !OWN_PORTS.has(port));
  return ports.length === 0
    ? []
    : [{ ports: ports.join(', '), evidence: declared(source, `excludeInboundPorts: ${ports.join(',')}`) }];
}

function declared(source: string, value: string): Evidence {
  return { source: 'configmap', confidence: 'observed', location: source, value };
}
