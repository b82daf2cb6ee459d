import type { CheckDefinition, CheckFacts, CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ObjectQuestion } from '../helpers/addons/custom.ts';
import { evaluateObjects, listOf } from '../helpers/addons/custom.ts';
import type { AddonName, Installed } from '../helpers/addons/installed.ts';
import { installed, notInstalled } from '../helpers/addons/installed.ts';
import type { SettingQuestion } from '../helpers/addons/settings.ts';
import { evaluateSetting } from '../helpers/addons/settings.ts';
import { see } from '../../shared/requirement.ts';

/** What the question of a check can read. */
export type AddonParts = Pick<
  CheckParts,
  'workloads' | 'addons' | 'addonObjects' | 'extensions' | 'cluster' | 'trust'
>;

/** A question about an add-on that runs. */
export interface AddonQuestion {
  /** Custom kinds that it is about: with a controller elsewhere, it may concern them nevertheless. */
  kinds: readonly string[];
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
      if (found.workloads.length === 0) {
        yield withoutController(found, asks, parts);
        return;
      }
      let any = false;
      for (const finding of asks.evaluate(found, parts)) {
        any = true;
        yield finding;
      }
      if (!any)
        yield { verdict: 'not-applicable', message: `the program in question of ${found.name} is not found` };
    },
  });
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
