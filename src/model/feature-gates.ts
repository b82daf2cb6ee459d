import type { FeatureGate, GateStage } from '../data/feature-gates.ts';
import { featureGates, ofStage } from '../data/feature-gates.ts';
import { gateStates } from './control-plane/sources/flag-values.ts';

/**
 * Whether a gate is on, by a value of `--feature-gates`: by its name, else by the gate of its stage, else by the release; the last
 * value of several counts. Undefined where that differs between the possible releases, all of them when none are given.
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

/** A release that does not have the gate yet does not have its feature. */
function stageState(set: ReadonlyMap<string, boolean>, stage: GateStage | undefined): boolean {
  if (!stage) return false;
  return set.get(ofStage[stage.stage] ?? '') ?? stage.on;
}
