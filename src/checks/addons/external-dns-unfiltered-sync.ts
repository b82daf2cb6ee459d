import { flagValues } from '../helpers/program-flags.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

const FILTERS = ['domain-filter', 'regex-domain-filter', 'zone-id-filter', 'zone-name-filter', 'provider'];

/** Flags that limit the zones; the provider `inmemory` has none. */
const isLimited = (container: Parameters<typeof flagValues>[0]): boolean =>
  FILTERS.some((flag) =>
    flagValues(container, flag, false).some((value) =>
      flag === 'provider' ? value === 'inmemory' : value !== '',
    ),
  );

export default addonCheck({
  id: 'addons/external-dns-unfiltered-sync',
  title: 'ExternalDNS deletes records in every zone',
  control: 'ExternalDNS deletion of records',
  severity: 'medium',
  why: 'With the policy `sync`, ExternalDNS deletes records whose objects are gone, in every zone that its credentials reach. One deleted namespace or one wrong owner id can interrupt public services.',
  remediation: 'Set `--policy=upsert-only`, or limit the zones with `--domain-filter` or `--zone-id-filter`.',
  references: ['T1485', 'external-dns-flags'],
  addon: 'external-dns',
  // The default is sync (pkg/apis/externaldns/types.go of external-dns); its chart sets upsert-only.
  asks: setting({
    images: ['external-dns'],
    flag: 'policy',
    takes: 'value',
    variable: 'EXTERNAL_DNS_POLICY',
    usual: 'sync',
    bad: (value, { container }) => value === 'sync' && !isLimited(container),
    expected: 'upsert-only, or a domain filter',
  }),
});
