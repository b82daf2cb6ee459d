import type { FeatureGate, GateStage } from '../data/feature-gates.ts';
import { featureGates, ofStage } from '../data/feature-gates.ts';
import { gateStates } from './control-plane/sources/flag-values.ts';

/**
 * Is a gate on, by a value of `--feature-gates`? Its name decides, else what stands for its stage, else the release; the last word of
 * several counts. Undefined where that differs between the releases that it may be, all of them when none are given.
 */
export function isGateOn(
  gate: FeatureGate,
  value: string,
  minors: readonly number[] | undefined,
): boolean | undefined {
  const stages: readonly GateStage[] = featureGates[gate];
  const set = gateStates(value);
  const named = set.get(gate);
  if (named !== undefined) return named;
  const possible = minors ? minors.map((minor) => stages.findLast(({ since }) => since <= minor)) : stages;
  const states = new Set(possible.map((stage) => stageState(set, stage)));
  const [only] = states;
  return states.size === 1 ? only : undefined;
}

/** A release that does not have the gate yet does not do what it stands for. */
function stageState(set: ReadonlyMap<string, boolean>, stage: GateStage | undefined): boolean {
  if (!stage) return false;
  return set.get(ofStage[stage.stage] ?? '') ?? stage.on;
}
