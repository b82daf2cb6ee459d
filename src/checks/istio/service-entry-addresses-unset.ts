import { recordsIn } from '../../addons/istio/custom-objects.ts';
import { settingOf } from '../../addons/istio/gateways/settings.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/service-entry-addresses-unset',
  title: 'ServiceEntry for TCP without addresses',
  control: 'Addresses of ServiceEntries for TCP',
  severity: 'low',
  why: 'Without an address, proxies match a TCP port by its number alone. Traffic of workloads to any other host on this port is then sent to the hosts of the ServiceEntry.',
  remediation:
    'Set `spec.addresses`, or enable DNS capture with automatic addresses (`ISTIO_META_DNS_CAPTURE` in `meshConfig.defaultConfig.proxyMetadata`).',
  references: ['istio-analysis-messages', 'istio-service-entry'],
  needs: [],
  uses: ['istio', 'meshEdge', 'extensions', 'workloads'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('ServiceEntry') },
  *run({ istio, meshEdge: { serviceEntries }, extensions, workloads }): Iterable<Finding> {
    const allocated = settingOf({ extensions, workloads }, istio, allocates);
    const automatic =
      allocated.known && allocated.value.length > 0 && allocated.value.every(({ value }) => value === true);
    yield* meshVerdict(istio, {
      faults: automatic ? [] : serviceEntries.flatMap(faultOf),
      objects: serviceEntries.length,
      noun: 'ServiceEntry',
      pass: automatic
        ? 'DNS capture of proxies assigns addresses to ServiceEntries'
        : 'every ServiceEntry for TCP has an address',
    });
  },
});

/** Proxies answer DNS requests themselves, and istiod assigns an address to each host. */
function allocates({
  defaultConfig,
}: {
  defaultConfig?: { proxyMetadata?: Readonly<Record<string, string>> };
}) {
  const metadata = defaultConfig?.proxyMetadata;
  if (metadata === undefined) return undefined;
  return (
    metadata['ISTIO_META_DNS_CAPTURE'] === 'true' &&
    (metadata['ISTIO_META_DNS_AUTO_ALLOCATE'] === 'true' ||
      metadata['PILOT_ENABLE_IP_AUTOALLOCATE'] === 'true')
  );
}

function faultOf(entry: CustomRecord): Finding[] {
  const { namespace = '', name, spec, status } = entry;
  const ports = recordsIn(spec['ports']).filter(
    ({ protocol }) =>
      protocol === undefined || (typeof protocol === 'string' && /^(?:TCP)?$/i.test(protocol)),
  );
  const assigned = recordsIn(status?.['addresses']).length > 0;
  if (ports.length === 0 || assigned || spec['addresses'] !== undefined) return [];
  return [
    {
      verdict: 'fail',
      at: customRef(entry),
      message: `addresses is not set, and protocol of ${listed(ports.map(({ number }) => `port ${String(number)}`))} is TCP`,
      evidence: [
        observed(
          `ServiceEntry ${namespace}/${name}`,
          `ports ${listed(ports.map(({ number }) => String(number)))}`,
        ),
      ],
    },
  ];
}
