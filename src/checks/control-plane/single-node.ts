import type { Evidence } from '../../shared/evidence.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'control-plane/single-node',
  title: 'One machine carries the whole control plane',
  severity: 'medium',
  why: 'When this machine fails or is updated, nothing can be deployed, scaled, healed or looked at until it is back. Running workloads go on, but nobody steers them.',
  fix: 'Run three control-plane nodes behind one stable address, in different zones where there are any.',
  references: [
    {
      framework: 'docs',
      id: 'Highly available clusters',
      url: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/',
    },
    { framework: 'OWASP K8s 2025', id: 'K07' },
  ],
  union: [140],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  providersJob: true,
  *run({ controlPlane, cluster }) {
    const { replicas, instances } = controlPlane.apiServer;
    if (replicas.known) {
      const { evidence, value } = replicas;
      if (value > 1) yield { verdict: 'pass', at, message: `${value} API servers are running`, evidence };
      else {
        const list = LISTS.find(([witness]) => evidence.some((item) => item.witness === witness));
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
    // How many there are takes a whole list; that there are two does not.
    const seen = instances.filter(({ seenBy }) => LISTS.some(([witness]) => witness === seenBy));
    if (seen.length > 1) {
      const evidence = few(seen, ({ seenBy, source }): Evidence => ({
        witness: seenBy,
        confidence: 'observed',
        source,
        value: 'API server',
      }));
      yield { verdict: 'pass', at, message: `at least ${seen.length} API servers are running`, evidence };
      return;
    }
    if (cluster.distribution.known && cluster.distribution.value.id === 'eks') {
      const promise: Evidence = {
        witness: 'provider',
        confidence: 'documented',
        source: 'Amazon EKS user guide',
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
    yield { verdict: 'unknown', at, message: replicas.reason, settle: replicas.settle };
  },
});

/** Who names every API server, and the list that it stands in. */
const LISTS = [
  ['lease', 'leases'],
  ['pod', 'pods'],
  ['node-annotation', 'nodes'],
] as const;
