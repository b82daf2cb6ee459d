import { onNode } from '../../shared/requirement.ts';
import { isIP } from 'node:net';
import { component } from '../helpers/component.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/no-load-balancer',
  title: 'Several API servers hide behind the address of one machine',
  severity: 'medium',
  why: 'Every node was told the address of one control-plane machine. When that machine is down the other API servers run, and nobody finds them: the redundancy that was paid for does not work.',
  fix: 'Put a load balancer or a virtual address before the API servers, and lead kubelets and kubeconfigs to it.',
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
        message: 'the provider leads to its API servers',
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
        message: 'there is one API server: see control-plane/single-node',
        evidence: replicas.evidence,
      };
      return;
    }
    if (!replicas.known || !sharedAddress.known) {
      const open = replicas.known ? sharedAddress : replicas;
      if (!open.known) yield { verdict: 'unknown', at, message: open.reason, requires: open.requires };
      return;
    }
    const { value: host, evidence: said } = sharedAddress;
    const evidence = [...said, ...replicas.evidence.slice(0, 3)];
    const resolved = isIP(host) === 0 && cluster.endpointHost === host ? cluster.endpointAddresses : [];
    const places = isIP(host) === 0 ? resolved : [host];
    const owners = nodes.filter(
      ({ name, record }) =>
        name === host || record.addresses.some(({ address }) => address === host || places.includes(address)),
    );
    if (host === '')
      yield {
        verdict: 'fail',
        at,
        detail: 'none',
        message: `${replicas.value} API servers run, and kubeadm was given no address for all of them`,
        evidence,
      };
    else if (owners.length === 1 && owners[0] && places.length <= 1)
      yield {
        verdict: 'fail',
        at,
        detail: 'one-machine',
        message: `${replicas.value} API servers run, and ${host} is an address of ${owners[0].name} alone`,
        evidence: [
          ...evidence,
          observed(
            `node ${owners[0].name}`,
            owners[0].record.addresses.map(({ address }) => address).join(', '),
          ),
        ],
      };
    else if (places.length > 0)
      yield { verdict: 'pass', at, message: `${host} is the address of no single machine`, evidence };
    else
      yield {
        verdict: 'unknown',
        at,
        message: `where ${host} leads is not known from here`,
        requires: [onNode(`resolve ${host} on a node`)],
        evidence,
      };
  },
});

const at = component('kube-apiserver');
