import { isLocalUrl } from '../../model/addresses.ts';
import { listItems } from '../../model/control-plane/testimony.ts';
import type { FlagAnswer, FlagSighting } from '../../model/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import { notEtcd } from '../helpers/etcd/elsewhere.ts';
import { unseen } from '../helpers/flags.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/exposed',
  title: 'etcd can be reached from where nobody needs it',
  severity: 'high',
  why: 'Only API servers and the other members need to reach etcd. A Service, a public node address or an open metrics port puts the store of all Secrets, or at least a view into it, one stolen certificate or one vulnerability away.',
  fix: 'Remove Services that lead to etcd, keep control-plane nodes off public addresses, bind --listen-metrics-urls to 127.0.0.1, and let a firewall admit control-plane nodes only.',
  references: [
    { framework: 'NSA/CISA', id: 'Control plane hardening: etcd' },
    { framework: 'MITRE ATT&CK', id: 'T1552' },
    { framework: 'OWASP K8s 2025', id: 'K06' },
  ],
  needs: ['services', 'nodes'],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providersJob: true,
  *run({ controlPlane, services, nodes }): Iterable<Finding> {
    const { etcd } = controlPlane;
    const elsewhere = notEtcd(etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    const published = publishingServices(services);
    if (published.length > 0) {
      yield {
        verdict: 'fail',
        at,
        detail: 'service',
        severity: 'critical',
        message: 'a Service publishes etcd outside the cluster',
        evidence: published,
      };
    }
    const urls = etcd.flag('listen-client-urls');
    const metrics = etcd.flag('listen-metrics-urls');
    if (!urls.known) {
      if (published.length === 0) yield { verdict: 'unknown', at, message: urls.reason, settle: urls.settle };
      return;
    }
    const hosts = new Set(etcd.instances.filter(({ hostNetwork }) => hostNetwork).map(({ node }) => node));
    const remote = urls.sightings.filter(({ value }) => listItems(value).some((url) => !isLocalUrl(url)));
    const publicNodes = nodes.filter((node) => hosts.has(node.name) && node.externalIPs.length > 0);
    const open = remote.filter(({ instance }) => publicNodes.some(({ name }) => name === instance));
    if (open.length > 0) {
      const addresses = publicNodes.map((node): Evidence => ({
        witness: 'object',
        confidence: 'observed',
        source: `node ${node.name}`,
        value: `public address ${node.externalIPs.join(', ')}`,
      }));
      yield {
        verdict: 'fail',
        at,
        detail: 'public-node',
        message:
          'etcd listens on nodes with a public address; whether a firewall stands before it is not visible',
        evidence: [...open.map(({ evidence }) => evidence), ...addresses],
      };
    }
    const loose = looseMetrics(metrics);
    if (loose.length > 0) {
      yield {
        verdict: 'fail',
        at,
        detail: 'metrics',
        severity: 'medium',
        message: 'etcd serves metrics without TLS or login beyond the loopback interface',
        evidence: loose.map(({ evidence }) => evidence),
      };
    }
    if (published.length + open.length + loose.length > 0) return;
    if (urls.unseen > 0) {
      yield unseen('etcd', urls);
    } else {
      yield {
        verdict: 'pass',
        at,
        message: 'no Service and no public node address leads to etcd',
        evidence: urls.sightings.map(({ evidence }) => evidence),
      };
    }
  },
});

/** Members whose metrics anybody on the network can read. */
function looseMetrics(metrics: FlagAnswer): FlagSighting[] {
  if (!metrics.known) return [];
  return metrics.sightings.filter(({ value }) =>
    listItems(value).some((url) => url.startsWith('http://') && !isLocalUrl(url)),
  );
}

/** Services that carry traffic from outside to pods of etcd. */
function publishingServices(services: CheckParts['services']): Evidence[] {
  return services
    .filter(
      ({ record }) =>
        record.type === 'LoadBalancer' || record.type === 'NodePort' || (record.externalIPs?.length ?? 0) > 0,
    )
    .filter(
      ({ record, pods }) =>
        record.namespace === 'kube-system' && pods.some((pod) => pod.template.labels['component'] === 'etcd'),
    )
    .map(({ record }) => ({
      witness: 'object',
      confidence: 'observed',
      source: `service ${record.namespace}/${record.name}`,
      value: `${record.type}, ports ${record.ports.map(({ port }) => port).join(', ')}`,
    }));
}
