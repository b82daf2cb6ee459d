import type { ControlPlaneFacts, FlagAnswer } from '../../model/types.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { CheckDefinition, CheckFacts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { FlagQuestion } from '../helpers/flags.ts';
import { evaluateFlag } from '../helpers/flags.ts';

interface Component {
  name: string;
  facts: (controlPlane: ControlPlaneFacts) => { flag: (name: string) => FlagAnswer };
  passNeeds: readonly CollectorId[];
}

/** The components whose flags are evaluated, by the area of the check. */
const COMPONENTS = {
  'api-server': { name: 'kube-apiserver', facts: ({ apiServer }) => apiServer, passNeeds: [] },
  // Static pods are the only data source for these two: one that was not listed may differ.
  'controller-manager': {
    name: 'kube-controller-manager',
    facts: ({ controllerManager }) => controllerManager,
    passNeeds: ['pods'],
  },
  scheduler: { name: 'kube-scheduler', facts: ({ scheduler }) => scheduler, passNeeds: ['pods'] },
} as const satisfies Record<string, Component>;

type FlagArea = keyof typeof COMPONENTS;

interface FlagCheckInput extends CheckFacts, FlagQuestion {
  id: `${FlagArea}/${string}`;
  /** Name of the flag without dashes, or a function that resolves the flag to evaluate. */
  flag: string | ((controlPlane: ControlPlaneFacts) => FlagAnswer);
  /** The finding where the flag has no effect. */
  unless?: (controlPlane: ControlPlaneFacts) => Finding | undefined;
}

/** A check of one flag of a control-plane component, which the id's area names. */
export function flagCheck(input: FlagCheckInput): CheckDefinition {
  const { flag, unless, bad, fail, pass, detail, open, ...facts } = input;
  const component: Component = COMPONENTS[areaOf(input)];
  const question = { bad, fail, pass, ...(detail !== undefined && { detail }), ...(open && { open }) };
  return defineCheck({
    ...facts,
    needs: [],
    uses: ['controlPlane'],
    passNeeds: component.passNeeds,
    providerManaged: true,
    *run({ controlPlane }) {
      const answer = () =>
        typeof flag === 'string' ? component.facts(controlPlane).flag(flag) : flag(controlPlane);
      yield unless?.(controlPlane) ?? evaluateFlag(component.name, answer(), question);
    },
  });
}

function areaOf({ id }: FlagCheckInput): FlagArea {
  return id.slice(0, id.indexOf('/')) as FlagArea;
}
