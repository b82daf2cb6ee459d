import type { CheckDefinition, CheckFacts } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { WorkloadQuestion } from '../helpers/pod-security.ts';
import { judgeEach, judgeTogether } from '../helpers/pod-security.ts';

interface WorkloadCheckInput extends CheckFacts, WorkloadQuestion {
  id: `workloads/${string}`;
  /**
   * One verdict a workload, for what opens the node; or one for the cluster, for defences in depth that most workloads of
   * the world lack.
   */
  verdictPer: 'workload' | 'cluster';
}

/** A check of the pod templates of workloads that are no part of the system. */
export function workloadCheck(input: WorkloadCheckInput): CheckDefinition {
  const { verdictPer, faults, says, none, right, ...facts } = input;
  const question = { faults, says, none, ...(right && { right }) };
  return defineCheck({
    ...facts,
    needs: ['workloads'],
    uses: ['addons', 'cluster', 'nodes'],
    run: (parts) =>
      verdictPer === 'workload' ? judgeEach(parts, question, facts.severity) : judgeTogether(parts, question),
  });
}
