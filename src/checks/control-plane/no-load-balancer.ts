import type { ClusterFacts, NodeFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { onNode } from '../../shared/requirement.ts';
import { isIP } from 'node:net';
import { component } from '../helpers/component.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/no-load-balancer',
  title: "controlPlaneEndpoint not set or a single node's address",
  control: 'Load balancer for the API servers (controlPlaneEndpoint)',
  severity: 'medium',
  why: 'If the node with the configured address fails, worker kubelets and clients lose access to the API although other API servers are healthy. The redundancy has no effect.',
  remediation:
    'Put a load balancer or virtual IP in front of the API servers. Add its name to `certSANs` and `controlPlaneEndpoint`, then update kubelet.conf on worker nodes and every kubeconfig.',
  references: ['kubeadm-high-availability'],
  needs: ['nodes'],
  uses: ['controlPlane', 'cluster'],
  providerManaged: true,
  *run({ nodes, controlPlane, cluster }): Iterable<Finding> {
    const { managed } = cluster;
    if (managed.known && managed.value) {
      yield {
        verdict: 'not-applicable',
        at,
        message: 'provider responsibility: the provider operates the API endpoint',
        evidence: managed.evidence,
      };
      return;
    }
    const { sharedAddress, apiServer } = controlPlane;
    const { replicas } = apiServer;
    if (replicas.known && replicas.value < 2) {
      yield {
        verdict: 'not-applicable',
        at,
        message: 'a single API server is running: see control-plane/single-node',
        evidence: replicas.evidence,
      };
      return;
    }
    if (!replicas.known || !sharedAddress.known) {
      const open = replicas.known ? sharedAddress : replicas;
      if (!open.known) yield { verdict: 'unknown', at, message: open.reason, requires: open.requires };
      return;
    }
    yield byAddress(sharedAddress.value, replicas.value, {
      cluster,
      nodes,
      evidence: [...sharedAddress.evidence, ...replicas.evidence.slice(0, 3)],
    });
  },
});

const at = component('kube-apiserver');

interface Seen {
  cluster: ClusterFacts;
  nodes: readonly NodeFacts[];
  evidence: readonly Evidence[];
}

/** The finding by the address of the control plane, given this number of API servers. */
function byAddress(host: string, replicas: number, { cluster, nodes, evidence }: Seen): Finding {
  const resolved = isIP(host) === 0 && cluster.endpointHost === host ? cluster.endpointAddresses : [];
  const places = isIP(host) === 0 ? resolved : [host];
  const owners = nodes.filter(
    ({ name, record }) =>
      name === host || record.addresses.some(({ address }) => address === host || places.includes(address)),
  );
  if (host === '')
    return {
      verdict: 'fail',
      at,
      detail: 'none',
      message: `controlPlaneEndpoint is not set; ${replicas} API servers are running`,
      evidence,
    };
  if (owners.length === 1 && owners[0] && places.length <= 1)
    return {
      verdict: 'fail',
      at,
      detail: 'one-machine',
      message: `${replicas} API servers are running, but controlPlaneEndpoint ${host} is an address of only one node, ${owners[0].name}`,
      evidence: [
        ...evidence,
        observed(
          `node ${owners[0].name}`,
          owners[0].record.addresses.map(({ address }) => address).join(', '),
        ),
      ],
    };
  if (places.length > 0)
    return {
      verdict: 'pass',
      at,
      message: `controlPlaneEndpoint ${host} is not the address of a single node`,
      evidence,
    };
  return {
    verdict: 'unknown',
    at,
    message: `controlPlaneEndpoint ${host} is not resolved`,
    requires: [onNode(`resolve ${host} on a node`)],
    evidence,
  };
}
