import { addonParts } from '../addons/parts.ts';
import type { FactsOf, PartSources } from '../model/define-parts.ts';
import { modelParts } from '../model/parts.ts';
import type { ClusterModel } from '../model/parts.ts';

/** Everything a check can ask for: the parts of the model, and those of add-ons. It gets only what it names in `needs` and `uses`. */
export interface CheckParts extends FactsOf<typeof modelParts>, FactsOf<typeof addonParts> {}
export type PartName = keyof CheckParts;

/** What each part is made from. */
export const partSources: { readonly [Name in PartName]: PartSources } = {
  ...modelParts.sources,
  ...addonParts.sources,
};

/** The parts over a model. Those of add-ons are built when a check first reads them, as the model's are. */
export function checkParts(model: ClusterModel): CheckParts {
  return addonParts.over(model);
}
