/** Outbound traffic that settings exclude from sidecars: the annotations of a pod, or the same values of the injector for all pods. */
import { MOST, shareOfAddresses } from '../../shared/address-share.ts';
import type { StringMap } from '../../snapshot/records/index.ts';

/** One setting; `wide`: nearly all traffic, or that to any host. */
export interface OutboundExclusion {
  setting: string;
  wide: boolean;
}

/** Names of the settings: those of annotations and those of values differ. */
export interface OutboundNames {
  includeRanges: string;
  excludeRanges: string;
  includePorts: string;
  excludePorts: string;
}

/** https://istio.io/latest/docs/reference/config/annotations/ */
export const ANNOTATIONS: OutboundNames = {
  includeRanges: 'includeOutboundIPRanges',
  excludeRanges: 'excludeOutboundIPRanges',
  includePorts: 'includeOutboundPorts',
  excludePorts: 'excludeOutboundPorts',
};

/** `global.proxy` of the values of istiod (istio/istio manifests/charts/istio-control/istio-discovery/values.yaml). */
export const VALUES: OutboundNames = {
  includeRanges: 'includeIPRanges',
  excludeRanges: 'excludeIPRanges',
  includePorts: 'includeOutboundPorts',
  excludePorts: 'excludeOutboundPorts',
};

/** Included ports are redirected beside included ranges (istio tools/istio-iptables/pkg/capture/run.go). */
export function outboundExclusions(settings: StringMap, names: OutboundNames): OutboundExclusion[] {
  const value = (name: keyof OutboundNames) => settings[names[name]]?.trim();
  const excluded = (['excludePorts', 'excludeRanges'] as const).flatMap((name) => {
    const given = value(name);
    return given ? [{ setting: `${names[name]}: ${given}`, wide: isWide(given) }] : [];
  });
  const ranges = value('includeRanges');
  const ports = value('includePorts');
  return [
    ...excluded,
    ...(ranges !== undefined && ranges !== '*' && ports !== '*'
      ? [{ setting: `${names.includeRanges}: ${ranges === '' ? '(none)' : ranges}`, wide: true }]
      : []),
    ...(ranges === '' && ports !== undefined && ports !== '' && ports !== '*'
      ? [{ setting: `${names.includePorts}: ${ports}`, wide: true }]
      : []),
  ];
}

/** All addresses, also in pieces. */
function isWide(ranges: string): boolean {
  const blocks = ranges.split(',').map((one) => one.trim());
  return blocks.includes('*') || shareOfAddresses(blocks.map((block) => ({ block }))) >= MOST;
}
