import { see } from '../../shared/requirement.ts';
import type { EnvoyFacts } from '../../addons/types.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/envoy.ts';
import { askedOfEnvoys, failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/xds-plaintext',
  title: 'Envoy receives its configuration without mutual TLS',
  control: 'TLS of the xDS connection',
  severity: 'medium',
  why: 'The xDS server sends routes, clusters and TLS private keys to the proxy. An attacker on the path between them can read the keys and redirect all traffic.',
  remediation:
    'Set `transport_socket` with `UpstreamTlsContext`, a `trusted_ca` and a client certificate on the xDS cluster. In Contour, remove `--insecure` and set `--envoy-cafile`, `--envoy-cert-file` and `--envoy-key-file`.',
  references: ['envoy-xds', 'envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy'],
  run: ({ envoy }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: [],
      covers: ['Contour'],
      faults: ofClusters,
      objects: ofContour,
      none: 'every xDS server over the network is verified by TLS',
    }),
});

function ofClusters({ clusters = [] }: EnvoyBootstrapRecord): Fault[] {
  return clusters
    .filter(({ xds, local }) => xds === true && local !== true)
    .flatMap(({ name, tls, verifies, ownCertificate }): Fault[] => {
      if (tls !== true) return [{ what: `xDS cluster ${name} has no TLS` }];
      if (verifies === 'nothing')
        return [{ what: `xDS cluster ${name} does not verify the server's certificate` }];
      return ownCertificate === true || verifies === undefined
        ? []
        : [{ what: `xDS cluster ${name} presents no client certificate`, severity: 'low' }];
    });
}

/** Contour generates the bootstrap in an init container; its arguments and those of the server show the TLS of xDS. */
function* ofContour({
  proxies,
  controllers,
  objects,
}: EnvoyFacts): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const { workload, form } of proxies) {
    if (form !== 'Contour') continue;
    const init = workload.template.containers.find(({ name }) => name === 'envoy-initconfig');
    const words = [...(init?.command ?? []), ...(init?.args ?? [])];
    if (words.length === 0)
      yield {
        verdict: 'unknown',
        at: workloadRef(workload),
        message: 'the arguments of init container envoy-initconfig are not observed',
        requires: [see(`review init container envoy-initconfig of ${workloadName(workload)}`)],
      };
    else if (!words.some((word) => word.startsWith('--envoy-cafile')))
      yield failAt(
        workloadRef(workload),
        '--envoy-cafile is not set in init container envoy-initconfig: the xDS connection has no TLS',
        [observed(workloadName(workload), words.join(' ').slice(0, 200))],
      );
  }
  for (const { workload, form } of controllers) {
    if (form !== 'Contour') continue;
    const words = workload.template.containers.flatMap(({ command = [], args = [] }) => [
      ...command,
      ...args,
    ]);
    if (words.some((word) => word === '--insecure' || word === '--insecure=true'))
      yield failAt(workloadRef(workload), '--insecure is set: Contour serves xDS without TLS', [
        observed(workloadName(workload), '--insecure'),
      ]);
  }
  for (const record of objects('projectcontour.io/ContourConfiguration'))
    if (valuesAt(record, 'xdsServer.tls.insecure').includes(true))
      yield failAt(record, 'xdsServer.tls.insecure is true: Contour serves xDS without TLS', [
        fieldOf(record, 'xdsServer.tls.insecure', true),
      ]);
}
