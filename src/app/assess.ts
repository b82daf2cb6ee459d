import { checkParts } from '../checks/parts.ts';
import { runChecks } from '../checks/run.ts';
import { buildModel } from '../model/build.ts';
import { markBaseline } from '../result/baseline.ts';
import { configWarnings, withConfig, withSeverities } from '../result/config/apply.ts';
import { compareVerdicts } from '../result/sort.ts';
import { applyWaivers } from '../result/waivers/apply.ts';
import type { LabelsOf } from '../result/waivers/apply.ts';
import type { Result } from '../result/types.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { frameworkReport } from './framework.ts';
import { chosenChecks, skippedChecks } from './selection.ts';
import type { Labeled } from './labels.ts';
import { labelsIn, limitToLabels } from './labels.ts';
import type { CheckSelection, GateInputs } from './types.ts';
import { buildViews } from './views/index.ts';

/**
 * Evaluates a snapshot: builds the model, runs the selected checks and returns the result. Pure: the same snapshot always gives the same
 * result. Throws ArchmapError `usage` for a selection that matches nothing.
 */
export function assess(snapshot: Snapshot, selection: CheckSelection, gateInputs: GateInputs = {}): Result {
  return evaluate(snapshot, selection, gateInputs).result;
}

/** The same, limited to the objects that have the labels. */
export function assessLabeled(
  snapshot: Snapshot,
  selection: CheckSelection,
  gateInputs: GateInputs,
  labels: string,
): Labeled {
  const { result, model } = evaluate(snapshot, selection, gateInputs);
  return limitToLabels(result, labels, model);
}

function evaluate(snapshot: Snapshot, selection: CheckSelection, gateInputs: GateInputs) {
  const model = buildModel(snapshot);
  const parts = checkParts(model);
  const { config = {} } = gateInputs;
  const checks = chosenChecks(selection, gateInputs);
  const verdicts = [...withSeverities(runChecks(checks, parts, model.outcome), config)].sort(compareVerdicts);
  const views = buildViews({ snapshot, model, parts, checks, verdicts });
  const evaluated = withConfig(views, skippedChecks(selection, gateInputs), config);
  const result = marked(evaluated, gateInputs, labelsIn(model));
  const { framework } = selection;
  return {
    model,
    result:
      framework === undefined
        ? result
        : { ...result, framework: frameworkReport(framework, result, selection.only) },
  };
}

/**
 * Marks verdicts that a waiver accepts or that are in the baseline; no verdict is removed. Without waivers or a baseline, the marks of a
 * saved result are kept.
 */
export function marked(result: Result, { waivers, baseline }: GateInputs, labelsOf: LabelsOf): Result {
  const { warnings: _notices, ...bare } = result;
  const accepted = waivers ? applyWaivers(bare, waivers, labelsOf) : result;
  const compared = baseline ? markBaseline(accepted, baseline) : accepted;
  const changes = configWarnings(compared).filter((text) => compared.warnings?.includes(text) !== true);
  return changes.length === 0
    ? compared
    : { ...compared, warnings: [...changes, ...(compared.warnings ?? [])] };
}
