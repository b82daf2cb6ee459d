import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { agentsOrNone, networkReach } from '../helpers/network-reach.ts';
import { few, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'network/agent-sandbox-egress',
  title: 'Agent sandbox with unrestricted egress',
  control: 'Egress of agent sandboxes',
  severity: 'medium',
  why: 'Sandboxes run code that a language model or a user writes. Without egress policies, this code can connect to the internet, to other Pods and to the cloud metadata service.',
  remediation:
    'Set the network policy of the SandboxTemplate, or create a NetworkPolicy with `policyTypes: [Egress]` for the sandbox Pods, and use a CNI plugin that enforces it.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [211],
  needs: ['pods', 'connections', 'networkPolicies'],
  uses: ['addons', 'cluster', 'nodes', 'extensions'],
  *run(parts): Iterable<Finding> {
    const sandboxes = parts.pods.all.filter(isSandbox);
    if (sandboxes.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no Pod of an agent sandbox exists',
        evidence: [observed('pods', `${parts.pods.all.length} observed, none of a Sandbox`)],
      };
      return;
    }
    const reach = networkReach(parts);
    const byNamespace = new Map<string, { open: PodRecord[]; unclear: PodRecord[]; closed: PodRecord[] }>();
    for (const pod of sandboxes) {
      const states = byNamespace.get(pod.namespace) ?? { open: [], unclear: [], closed: [] };
      byNamespace.set(pod.namespace, states);
      const group = reach.connections.endOf(pod)?.group;
      // Policies do not apply to the host network.
      if (!group) {
        states.open.push(pod);
        continue;
      }
      const { toInternet, toOtherNamespaces, toMetadata } = reach.reachOf(group);
      const extents = [toInternet.extent, toOtherNamespaces.extent, toMetadata.extent];
      if (extents.includes('all')) states.open.push(pod);
      else if (extents.includes('unknown')) states.unclear.push(pod);
      else states.closed.push(pod);
    }
    const { own } = reach.enforcement;
    for (const [name, { open, unclear, closed }] of byNamespace) {
      const at = { kind: 'Namespace', name };
      if (open.length > 0)
        yield {
          verdict: 'fail',
          at,
          restsOn: ['networkpolicies'],
          message: `no policy restricts egress of ${plural(open.length, 'sandbox Pod')}`,
          evidence: few(open, (pod) =>
            observed(`Pod ${pod.namespace}/${pod.name}`, 'egress is not restricted'),
          ),
        };
      else if (unclear.length > 0)
        yield {
          verdict: 'unknown',
          at,
          message: `unknown whether policies restrict egress of ${plural(unclear.length, 'sandbox Pod')}`,
          requires: [...agentsOrNone(reach), see(`review the policies of namespace ${name}`)],
        };
      else if (!own.known) yield { verdict: 'unknown', at, message: own.reason, requires: own.requires };
      else
        yield {
          verdict: 'pass',
          at,
          message: `policies restrict egress of ${plural(closed.length, 'sandbox Pod')}`,
          evidence: own.evidence,
        };
    }
  },
});

/** Of kubernetes-sigs/agent-sandbox: its controller labels the pods of a Sandbox (docs of the project, 2026-04). */
function isSandbox({ owner, template: { labels } }: PodRecord): boolean {
  return owner?.kind === 'Sandbox' || Object.hasOwn(labels, 'agents.x-k8s.io/sandbox-name-hash');
}
