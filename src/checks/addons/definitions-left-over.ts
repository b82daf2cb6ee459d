import type { AddonFacts } from '../../addons/types.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { doubtOf } from '../helpers/addons/installed.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'addons/definitions-left-over',
  title: 'CRDs of an add-on without its controller',
  control: 'Controllers of installed CRDs',
  severity: 'low',
  why: 'Objects of these kinds are accepted and have no effect: policies, certificates or backups that users create are ignored without an error. Roles that an installation left behind keep their permissions.',
  remediation:
    'Install the controller again, or delete the CRDs with all their objects: `kubectl delete crd NAME`. Delete the roles and webhook configurations of the add-on as well.',
  references: ['rbac-good-practices'],
  needs: ['workloads'],
  uses: ['addons'],
  collectors: ['crds'],
  *run({ addons }): Iterable<Finding> {
    const faults = addons.filter(isLeftover);
    for (const addon of faults)
      yield {
        verdict: 'fail',
        at: objectOf(addon),
        message: `CRDs of ${addon.name} are installed, and no controller of it exists`,
        evidence: addon.evidence,
        restsOnOneOf: ['pods'],
      };
    const open = addons.flatMap((addon) => {
      const why = openOf(addon);
      return why ? [{ addon, why }] : [];
    });
    for (const { addon, why } of open)
      yield {
        verdict: 'unknown',
        at: objectOf(addon),
        message: `CRDs of ${addon.name} are installed; ${why.reason}`,
        requires: why.requires,
      };
    if (faults.length + open.length === 0)
      yield {
        verdict: 'pass',
        message: 'no recognized add-on consists of CRDs only',
        evidence: [observed('API groups', `${plural(addons.length, 'add-on')} recognized`)],
      };
  },
});

function isLeftover({ state }: AddonFacts): boolean {
  return state.known && state.value === 'leftover';
}

/** Why it is unknown whether its controller exists: a tenant may run all workloads that look like it. */
function openOf(addon: AddonFacts): UnknownReason | undefined {
  const { state, workloads, api, trusted } = addon;
  if (!state.known && workloads.length === 0) return state;
  return api !== undefined && trusted.length === 0 && !isLeftover(addon) ? doubtOf(addon) : undefined;
}

/** The first of its CRDs, else its group. */
function objectOf({ api, evidence }: AddonFacts): { kind: string; name: string } {
  const first = api ?? evidence[0];
  const [kind = '', name] = first?.location.split(' ') ?? [];
  return kind === 'CustomResourceDefinition' && name !== undefined
    ? { kind, name }
    : { kind: 'APIGroup', name: first?.value ?? '' };
}
