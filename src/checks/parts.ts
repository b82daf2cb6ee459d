import { addonParts } from '../addons/parts.ts';
import type { FactsOf, PartSources } from '../model/define-parts.ts';
import { modelParts } from '../model/parts.ts';
import type { ClusterModel } from '../model/parts.ts';

/** All parts that a check can use: those of the model, and those of add-ons. A check gets only those in its `needs` and `uses`. */
export interface CheckParts extends FactsOf<typeof modelParts>, FactsOf<typeof addonParts> {}
export type PartName = keyof CheckParts;

export const partSources: { readonly [Name in PartName]: PartSources } = {
  ...modelParts.sources,
  ...addonParts.sources,
};

/** The parts of a model. Those of add-ons are built when a check first reads them, like the model's. */
export function checkParts(model: ClusterModel): CheckParts {
  return addonParts.over(model);
}
