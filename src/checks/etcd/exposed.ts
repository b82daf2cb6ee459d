import { isLocalUrl } from '../../shared/addresses.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import type { EtcdFacts, ObservedFlag } from '../../model/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { publishing } from '../helpers/etcd/published.ts';
import { uncollected } from '../helpers/flags.ts';
import { few, observed } from '../helpers/objects.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/exposed',
  title: 'etcd exposed beyond the control plane',
  control: 'Network exposure of etcd',
  severity: 'high',
  why: 'Only API servers and etcd members require access to etcd. With wider exposure, one stolen certificate or vulnerability gives an attacker access to all Secrets and cluster data.',
  remediation:
    'Remove Services that expose etcd, and bind `--listen-metrics-urls` to 127.0.0.1. Use private control plane addresses and a firewall that admits only control plane nodes.',
  references: ['NSA Control plane hardening: etcd', 'T1552', 'K06'],
  needs: [],
  uses: ['controlPlane', 'services', 'nodes', 'exposure', 'extensions'],
  // Static pods are the only data source: one that was not listed may differ. Services and nodes may lead to etcd, and routes to an
  // in-cluster Service for monitoring.
  passNeeds: ['pods', 'services', 'nodes', 'ingresses', 'gateways'],
  providerManaged: true,
  *run({ controlPlane, services, nodes, exposure, extensions }): Iterable<Finding> {
    const { etcd } = controlPlane;
    const elsewhere = usesOtherDatastore(etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    const entryPoints = entryPointFinder({ services, exposure, extensions });
    const found = [
      ...publishing(controlPlane, services, entryPoints),
      ...onPublicNodes(etcd, nodes),
      ...looseMetrics(etcd),
    ];
    yield* found;
    if (found.length > 0) return;
    const [unclear] = entryPoints.unclear();
    if (unclear) {
      yield { verdict: 'unknown', at, message: unclear.reason, requires: [...unclear.requires] };
      return;
    }
    const urls = etcd.flag('listen-client-urls');
    if (!urls.known) {
      yield { verdict: 'unknown', at, message: urls.reason, requires: urls.requires };
      return;
    }
    const open = LISTENERS.map((name) => etcd.flag(name)).find(
      (answer) => !answer.known || answer.uncollected > 0,
    );
    if (open?.known) yield uncollected('etcd', open);
    else if (open) yield { verdict: 'unknown', at, message: open.reason, requires: open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'no Service and no public node address exposes etcd',
        evidence: urls.observations.map(({ evidence }) => evidence),
      };
  },
});

/** Flags that open listeners. */
const LISTENERS = ['listen-client-urls', 'listen-client-http-urls', 'listen-metrics-urls'];

/** Members that listen beyond the loopback interface of a node with a public address. */
function onPublicNodes(etcd: EtcdFacts, nodes: CheckParts['nodes']): Finding[] {
  const hosts = new Map(
    etcd.instances.filter(({ hostNetwork }) => hostNetwork).map(({ name, node }) => [name, node]),
  );
  const remote = LISTENERS.slice(0, 2)
    .flatMap((name) => sightingsOf(etcd, name))
    .filter(({ value }) => listItems(value).some((url) => !isLocalUrl(url)));
  const publicNodes = nodes.filter(({ externalIPs }) => externalIPs.length > 0);
  const nodeOf = ({ instance }: ObservedFlag) => publicNodes.find(({ name }) => name === hosts.get(instance));
  const open = remote.filter((observation) => nodeOf(observation) !== undefined);
  if (open.length === 0) return [];
  const exposed = publicNodes.filter((node) => open.some((observation) => nodeOf(observation) === node));
  return [
    {
      verdict: 'fail',
      at,
      detail: 'public-node',
      message: 'etcd listens on nodes with a public address; a firewall, if any, is not visible in the API',
      evidence: [
        ...few(open, ({ evidence }) => evidence),
        ...few(exposed, ({ name, externalIPs }) =>
          observed(`node ${name}`, `public address ${externalIPs.join(', ')}`),
        ),
      ],
    },
  ];
}

/** Members whose metrics are readable from the network. */
function looseMetrics(etcd: EtcdFacts): Finding[] {
  const loose = sightingsOf(etcd, 'listen-metrics-urls').filter(({ value }) =>
    listItems(value).some((url) => /^http:\/\//i.test(url) && !isLocalUrl(url)),
  );
  if (loose.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at,
      detail: 'metrics',
      severity: 'medium',
      message:
        '--listen-metrics-urls serves metrics without TLS and authentication on a non-loopback address',
      evidence: few(loose, ({ evidence }) => evidence),
    },
  ];
}

function sightingsOf(etcd: EtcdFacts, name: string): readonly ObservedFlag[] {
  const answer = etcd.flag(name);
  return answer.known ? answer.observations : [];
}
