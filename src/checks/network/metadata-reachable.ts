import { plural } from '../../shared/text.ts';
import { see } from '../../shared/requirement.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { agentsOrNone, networkReach, together } from '../helpers/network-reach.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { ofUnclearOwner, reachedNamespaces } from '../helpers/reached-namespaces.ts';

export default defineCheck({
  id: 'network/metadata-reachable',
  title: 'Cloud metadata service reachable from Pods',
  control: 'Access of Pods to the cloud metadata service',
  severity: 'medium',
  why: 'The metadata service returns credentials of the node to every process that can connect to it. An attacker with access to a Pod can then act as the node in the cloud account.',
  remediation:
    'Restrict egress to 169.254.169.254/32 and fd00:ec2::254/128 by NetworkPolicies, and require IMDSv2 with a hop limit of 1 on AWS. Use workload identities instead of node credentials.',
  references: ['NSA Network policies', 'T1552', 'K05', 'network-policies'],
  peerChecks: [191],
  needs: ['nodes', 'pods', 'connections', 'networkPolicies'],
  uses: ['namespaces', 'addons', 'cluster', 'trust', 'extensions'],
  *run(parts): Iterable<Finding> {
    const cloud = parts.nodes.filter((node) => CLOUDS.test(node.record.providerID ?? ''));
    const isElsewhere = ({ record }: NodeFacts) => ALIBABA.test(record.providerID ?? '');
    const exposing = cloud.filter((node) => !hasOwnServer(node) && !isElsewhere(node));
    const elsewhere = parts.nodes.find(isElsewhere);
    // The verdict about the other nodes follows.
    if (elsewhere) yield atOtherAddress(elsewhere);
    if (elsewhere && exposing.length === 0) return;
    if (exposing.length === 0) {
      yield withoutMetadata(cloud, parts.nodes);
      return;
    }
    const reach = networkReach(parts);
    const reached = reachedNamespaces(reach, parts);
    const { applications } = reached;
    yield* ofUnclearOwner(reached);
    const states = applications.map(({ name, reaches }) => ({
      name,
      extent: together(reaches.map(({ reach: own }) => own.toMetadata.extent)),
    }));
    const open = states.filter(({ extent }) => extent === 'all' || extent === 'some');
    const unclear = states.filter(({ extent }) => extent === 'unknown');
    const { own } = reach.enforcement;
    if (open.length > 0)
      yield {
        verdict: 'fail',
        restsOn: ['networkpolicies'],
        message: `no policy denies Pods of ${plural(open.length, 'namespace')} (${listed(open.map(({ name }) => name))}) connections to 169.254.169.254; the hop limit of the instances is not known`,
        evidence: [
          ...few(exposing.slice(0, 3), ({ name, record }) =>
            observed(`node ${name}`, `providerID ${record.providerID ?? ''}`),
          ),
          ...few(open.slice(0, 7), ({ name }) =>
            observed(`namespace ${name}`, 'egress to the metadata service is allowed'),
          ),
        ],
      };
    else if (unclear.length > 0)
      yield {
        verdict: 'unknown',
        message: `unknown whether policies deny Pods of ${plural(unclear.length, 'namespace')} (${listed(unclear.map(({ name }) => name))}) connections to the metadata service`,
        requires: [
          ...agentsOrNone(reach),
          see('review the egress rules of the policies of these namespaces'),
        ],
      };
    else if (reached.unclear.length > 0) return;
    else if (states.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no application namespace has Pods on the Pod network',
        evidence: [observed('pods', `${parts.pods.all.length} observed`)],
      };
    else if (!own.known) yield { verdict: 'unknown', message: own.reason, requires: own.requires };
    else
      yield {
        verdict: 'pass',
        message: 'policies deny Pods of all application namespaces connections to the metadata service',
        evidence: few(states, ({ name }) =>
          observed(`namespace ${name}`, 'egress to the metadata service is denied'),
        ),
      };
  },
});

/** providerIDs of clouds whose instances have a metadata service at 169.254.169.254. */
const CLOUDS = /^(?:aws|gce|azure|openstack|digitalocean|hcloud|oci|ibm|linode|vultr|scaleway):\/\//;

/**
 * Its metadata service is at 100.100.100.200 (https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata, read 2026-12-02).
 * Its cloud controller writes the region and the id of the instance, without a scheme.
 */
const ALIBABA = /^(?:alicloud:\/\/|[a-z]{2}-[a-z0-9-]+\.i-)/;

function atOtherAddress({ name, record: { providerID = '' } }: NodeFacts): Finding {
  return {
    verdict: 'unknown',
    message: 'the metadata service of Alibaba Cloud has the address 100.100.100.200, which is not evaluated',
    requires: [see('review whether egress policies deny 100.100.100.200/32')],
    evidence: [observed(`node ${name}`, `providerID ${providerID}`)],
  };
}

/** GKE's own metadata server on the node answers pods instead, without credentials of the node. */
function hasOwnServer({ record: { labels } }: NodeFacts): boolean {
  return labels['iam.gke.io/gke-metadata-server-enabled'] === 'true';
}

function withoutMetadata(cloud: readonly NodeFacts[], nodes: readonly NodeFacts[]): Finding {
  if (cloud.length > 0)
    return {
      verdict: 'pass',
      message: 'the metadata server of GKE answers Pods on every node, without credentials of the node',
      evidence: few(cloud, ({ name }) =>
        observed(`node ${name}`, 'iam.gke.io/gke-metadata-server-enabled=true'),
      ),
    };
  return {
    verdict: 'not-applicable',
    message: 'no node has the providerID of a cloud with a metadata service',
    evidence: few(nodes, ({ name, record }) =>
      observed(`node ${name}`, `providerID ${record.providerID ?? 'not set'}`),
    ),
  };
}
