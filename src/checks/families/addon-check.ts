import type { CheckDefinition, CheckFacts, CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ObjectQuestion } from '../helpers/addons/custom.ts';
import { evaluateObjects, listOf } from '../helpers/addons/custom.ts';
import type { AddonName, Installed, Program } from '../helpers/addons/installed.ts';
import { containersOf, installed, notInstalled } from '../helpers/addons/installed.ts';
import type { SettingQuestion } from '../helpers/addons/settings.ts';
import { evaluateSetting, readSpec } from '../helpers/addons/settings.ts';
import { workloadName, workloadRef } from '../helpers/objects.ts';
import { lastingContainers } from '../../addons/images.ts';
import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';

/** What the question of a check can read. */
export type AddonParts = Pick<
  CheckParts,
  'workloads' | 'addons' | 'addonObjects' | 'extensions' | 'cluster' | 'trust'
>;

/** A question about an add-on that runs. */
export interface AddonQuestion {
  /** Custom kinds that it is about: with a controller elsewhere, it may concern them nevertheless. */
  kinds: readonly string[];
  /** The program that it is about: a workload of the add-on with an unknown image may run it. */
  program?: Program;
  evaluate: (found: Installed, parts: AddonParts) => Iterable<Finding>;
}

interface AddonCheckInput extends CheckFacts, Pick<CheckDefinition, 'passNeeds'> {
  id: `addons/${string}`;
  addon: AddonName;
  asks: AddonQuestion;
}

/**
 * A check of one add-on: not applicable where no workload looks like it. A workload of any origin can fail, and pass for itself; a pass about
 * anything else requires that an administrator installed the add-on (docs/trust.md), which is up to the question.
 */
export function addonCheck(input: AddonCheckInput): CheckDefinition {
  const { addon, asks, ...facts } = input;
  return defineCheck({
    ...facts,
    needs: ['workloads'],
    uses: ['addons', 'addonObjects', 'extensions', 'cluster', 'trust'],
    *run(parts): Iterable<Finding> {
      const found = installed(addon, parts);
      if (found.workloads.length === 0 && found.renamed.length === 0) {
        yield withoutController(found, asks, parts);
        return;
      }
      let any = false;
      for (const finding of asks.evaluate(found, parts)) {
        any = true;
        yield finding;
      }
      const hidden = any && !asks.program ? undefined : hiddenProgram(found, asks.program);
      if (hidden) yield hidden;
      else if (!any)
        yield { verdict: 'not-applicable', message: `the program in question of ${found.name} is not found` };
    },
  });
}

/** A workload of the add-on whose image is of none of its programs, and which may be the one in question; undefined: none. */
function hiddenProgram({ name, renamed }: Installed, program: Program | undefined): Finding | undefined {
  const [first, ...others] = renamed.filter(
    (workload) => program === undefined || containersOf(workload, { images: program.images }).length === 0,
  );
  if (!first) return undefined;
  const images = lastingContainers(first).map(({ image }) => image);
  return {
    verdict: 'unknown',
    at: workloadRef(first),
    message: `${workloadName(first)}${others.length > 0 ? ` and ${plural(others.length, 'other workload')}` : ''} of ${name}: unknown which program the image ${images.join(', ')} contains`,
    requires: [readSpec(first)],
  };
}

function withoutController(found: Installed, { kinds }: AddonQuestion, parts: AddonParts): Finding {
  const some = kinds.some((kind) => listOf(parts.addonObjects, kind).all.length > 0);
  if (!found.leftover || !some) return notInstalled(found, parts);
  return {
    verdict: 'unknown',
    message: `objects of ${found.name} exist, and no controller is found that acts on them`,
    restsOn: ['pods', 'workloads'],
    requires: [see(`check whether a controller of ${found.name} runs under another image name or elsewhere`)],
  };
}

/** A question about a setting of one of its programs. */
export function setting(question: SettingQuestion): AddonQuestion {
  return {
    kinds: [],
    program: question,
    evaluate: ({ workloads }, { extensions }) => evaluateSetting(workloads, question, extensions),
  };
}

/** A question about each of its custom resources. */
export function objects(
  question: ObjectQuestion | ((parts: AddonParts, found: Installed) => ObjectQuestion),
  kinds: readonly string[] = typeof question === 'function' ? [] : question.kinds,
): AddonQuestion {
  return {
    kinds,
    evaluate: (found, parts) =>
      evaluateObjects(parts.addonObjects, typeof question === 'function' ? question(parts, found) : question),
  };
}
