import type { CheckDefinition, CheckFacts } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { WorkloadQuestion } from '../helpers/pod-security.ts';
import { evaluateEach, evaluateTogether } from '../helpers/pod-security.ts';

interface WorkloadCheckInput extends CheckFacts, WorkloadQuestion {
  id: `workloads/${string}`;
  /** One verdict per workload, for access to the node; or one for the cluster, for defenses in depth that most workloads lack. */
  verdictPer: 'workload' | 'cluster';
}

/** A check of the pod templates of workloads that are not part of the system. */
export function workloadCheck(input: WorkloadCheckInput): CheckDefinition {
  const { verdictPer, faults, description, none, permission, ...facts } = input;
  const question = { faults, description, none, ...(permission && { permission }) };
  return defineCheck({
    ...facts,
    needs: ['workloads'],
    uses: ['addons', 'cluster', 'nodes'],
    run: (parts) =>
      verdictPer === 'workload'
        ? evaluateEach(parts, question, facts.severity)
        : evaluateTogether(parts, question),
  });
}
