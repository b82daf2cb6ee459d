import { getUrl } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import { metricEvidence } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/service-range-exhausted',
  title: 'Service CIDR or NodePort range nearly exhausted',
  control: 'Capacity of Service CIDR and NodePort range',
  severity: 'medium',
  why: 'When the range is exhausted, no new Service can be created and deployments that include one fail. Before Kubernetes 1.33, a Service CIDR cannot be extended in place.',
  remediation:
    'Delete unused Services, or add a range with a ServiceCIDR object (Kubernetes 1.33 and later). For node ports, extend `--service-node-port-range` on every kube-apiserver.',
  references: ['extend-service-ip-ranges'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { counts } = controlPlane.apiServer;
    const scarce: Evidence[] = [];
    const enough: Evidence[] = [];
    const short: string[] = [];
    for (const [left, taken, what] of RANGES) {
      const used = counts(taken).servers;
      for (const { instance, samples, source } of counts(left).servers) {
        for (const sample of samples) {
          const { cidr } = sample.labels;
          const others = used.find((server) => server.instance === instance)?.samples ?? [];
          const gone = others.find(({ labels }) => labels['cidr'] === cidr)?.value ?? 0;
          const evidence = metricEvidence(left, sample, source);
          if (sample.value < 0 || sample.value >= (sample.value + gone) * SCARCE) enough.push(evidence);
          else {
            scarce.push(evidence);
            short.push(cidr === undefined ? what : `${what} of ${cidr}`);
          }
        }
      }
    }
    const { open } = counts(RANGES[0][0]);
    if (scarce.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `less than 10% available: ${[...new Set(short)].sort().join(', ')}`,
        evidence: few(scarce, (item) => item),
      };
    else if (enough.length > 0)
      yield {
        verdict: 'pass',
        at,
        message: 'at least 10% of Service addresses and node ports are available',
        evidence: few(enough, (item) => item),
      };
    else
      yield {
        verdict: 'unknown',
        at,
        message:
          open?.reason ??
          'the observed API servers have allocated no address since their start and report no allocator metrics',
        requires: open?.requires ?? [getUrl('/metrics', 'of every API server')],
      };
  },
});

const at = component('kube-apiserver');

/** The free share of the range below which action is needed. */
const SCARCE = 0.1;

/** Metrics of what is free, what is allocated, and the name of the range. */
const RANGES = [
  [
    'kube_apiserver_clusterip_allocator_available_ips',
    'kube_apiserver_clusterip_allocator_allocated_ips',
    'Service addresses',
  ],
  [
    'kube_apiserver_nodeport_allocator_available_ports',
    'kube_apiserver_nodeport_allocator_allocated_ports',
    'node ports',
  ],
] as const;
