import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { command } from '../../shared/requirement.ts';
import { injectorName } from '../../snapshot/mesh-config.ts';
import { meshSettings } from '../../snapshot/mesh-settings.ts';
import type { StringMap } from '../../snapshot/records/index.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { IstioFacts } from '../types.ts';
import { OWN_PORTS } from './bypass.ts';
import { VALUES, outboundExclusions } from './outbound-capture.ts';
import type { ConfigMapPlace } from './places.ts';
import { mapsOf, placesOf } from './places.ts';

type Extensions = ClusterModel['extensions'];
type KeptOut = IstioFacts['keptOut'] extends Known<infer T> ? T : never;

type KeptOutbound = IstioFacts['keptOutbound'] extends Known<infer T> ? T : never;

/**
 * Traffic that mesh-wide settings exclude from sidecars, unless a pod overrides them: the interception mode of the mesh configuration, and
 * the ports and ranges in the values of the injector (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig;
 * istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml).
 */
export function keptOutBy(
  extensions: Extensions,
  control: readonly WorkloadFacts[],
): Pick<IstioFacts, 'keptOut' | 'keptOutbound'> {
  const inbound: KeptOut[number][] = [];
  const outbound: KeptOutbound[number][] = [];
  for (const place of placesOf(extensions, control)) {
    const { namespace } = place;
    const evidence = unredirected(place, extensions, control);
    if (evidence) {
      inbound.push({ evidence });
      outbound.push({ setting: evidence.value, wide: true, evidence });
    }
    const name = injectorName(place.name);
    const source = `ConfigMap ${namespace}/${name}`;
    const values = extensions.configMap(namespace, name);
    const text = values.known ? (values.value?.data['values'] ?? '{}') : UNREADABLE;
    if (text === UNREADABLE) {
      const open = (what: string) =>
        unknown(
          `${what} the injector keeps out of sidecars is not known: ${values.known ? `the values in the ${source} cannot be read` : values.reason}`,
          ...(values.known
            ? [command(`kubectl -n ${namespace} get configmap ${name} -o yaml`)]
            : values.requires),
        );
      return {
        keptOut: inbound.length > 0 ? known(inbound) : open('which ports'),
        keptOutbound: outbound.length > 0 ? known(outbound) : open('which outbound traffic'),
      };
    }
    const settings = JSON.parse(text) as StringMap;
    inbound.push(...byValues(settings, source));
    outbound.push(
      ...outboundExclusions(settings, VALUES).map((one) => ({
        ...one,
        evidence: declared(source, one.setting),
      })),
    );
  }
  return { keptOut: known(inbound), keptOutbound: known(outbound) };
}

/** Interception mode NONE, by the first ConfigMap that sets a mode. */
function unredirected(
  place: ConfigMapPlace,
  extensions: Extensions,
  control: readonly WorkloadFacts[],
): Evidence | undefined {
  for (const name of mapsOf(place, control)) {
    const map = extensions.configMap(place.namespace, name);
    const mode = map.known
      ? meshSettings(map.value?.data['mesh'] ?? '')?.defaultConfig?.interceptionMode
      : undefined;
    if (mode === 'NONE')
      return declared(`ConfigMap ${place.namespace}/${name}`, 'defaultConfig.interceptionMode: NONE');
    if (mode !== undefined) return undefined;
  }
  return undefined;
}

function byValues(
  { includeInboundPorts: only, excludeInboundPorts: except = '' }: StringMap,
  source: string,
): KeptOut[number][] {
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
