import type { Evidence } from '../../shared/evidence.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'control-plane/single-node',
  title: 'Control plane is not highly available (single node)',
  control: 'Control plane high availability',
  severity: 'medium',
  why: 'If this node fails or is updated, nothing can be deployed, scaled or repaired until it returns. Running workloads continue without scheduling and self-healing.',
  remediation:
    'Run three control plane nodes with one stable address (load balancer), in different zones where available.',
  references: ['highly-available-clusters', 'K07'],
  peerChecks: [140],
  needs: [],
  uses: ['controlPlane', 'cluster', 'nodes'],
  providerManaged: true,
  *run({ controlPlane, cluster, nodes }) {
    const { replicas, instances } = controlPlane.apiServer;
    if (replicas.known) {
      const { evidence, value } = replicas;
      if (value > 1) yield { verdict: 'pass', at, message: `${value} API servers are running`, evidence };
      else {
        const list = LISTS.find(([source]) => evidence.some((item) => item.source === source));
        yield {
          verdict: 'fail',
          at,
          message: 'a single API server is running',
          evidence,
          restsOn: [list?.[1] ?? 'pods'],
        };
      }
      return;
    }
    // The exact number requires a complete list; that there are two does not.
    const seen = instances.filter(
      ({ source, manifest, duplicate }) => !manifest && !duplicate && LISTS.some(([of]) => of === source),
    );
    if (seen.length > 1) {
      const evidence = few(seen, ({ source, location }): Evidence => ({
        source,
        confidence: 'observed',
        location,
        value: 'API server',
      }));
      yield { verdict: 'pass', at, message: `at least ${seen.length} API servers are running`, evidence };
      return;
    }
    if (cluster.distribution.known && cluster.distribution.value.id === 'eks') {
      const promise: Evidence = {
        source: 'provider',
        confidence: 'documented',
        location: 'Amazon EKS user guide',
        value: 'at least two API servers in two zones',
      };
      yield {
        verdict: 'pass',
        at,
        message: 'EKS documents at least two API servers in different zones',
        evidence: [promise],
      };
      return;
    }
    // k0s controllers are nodes only when they are configured to run pods.
    const hidden = cluster.distribution.known && cluster.distribution.value.id === 'k0s';
    yield (
      (hidden ? undefined : byNodes(nodes, instances.length > 1)) ?? {
        verdict: 'unknown',
        at,
        message: replicas.reason,
        requires: replicas.requires,
      }
    );
  },
});

/** Where no source lists the servers: a node with the control-plane role is expected to run one. */
function byNodes(nodes: readonly NodeFacts[], several: boolean): Finding | undefined {
  const hosts = nodes.filter(({ controlPlane, ready }) => controlPlane && ready);
  const evidence = few(hosts, ({ name }): Evidence => ({
    source: 'object',
    confidence: 'inferred',
    location: `node ${name}`,
    value: 'control plane',
  }));
  if (hosts.length > 1)
    return {
      verdict: 'pass',
      at,
      message: `${hosts.length} nodes have the control plane role`,
      evidence,
    };
  // Other servers respond, or back the Service kubernetes: an API server need not run on a node.
  if (several) return undefined;
  // A node that is not ready may run one as well.
  if (hosts.length !== 1 || nodes.filter(({ controlPlane }) => controlPlane).length > 1) return undefined;
  return {
    verdict: 'fail',
    at,
    message: 'a single node has the control plane role',
    evidence,
    restsOn: ['nodes'],
  };
}

/** The sources that list every API server, and the list of each. */
const LISTS = [
  ['lease', 'leases'],
  ['pod', 'pods'],
  ['node-annotation', 'nodes'],
] as const;
