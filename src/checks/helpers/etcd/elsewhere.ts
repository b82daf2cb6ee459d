import type { EtcdFacts } from '../../../model/types.ts';
import type { Finding } from '../../define.ts';
import { component } from '../component.ts';

/** Where the cluster keeps its state in something else, questions about etcd do not arise. Undefined otherwise. */
export function notEtcd({ topology }: EtcdFacts): Finding | undefined {
  if (!topology.known || topology.value !== 'other') return undefined;
  return {
    verdict: 'not-applicable',
    at: component('etcd'),
    message: 'the cluster keeps its state in something else than etcd',
    evidence: topology.evidence,
  };
}
