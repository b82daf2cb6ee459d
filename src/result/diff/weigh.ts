/** Why a change matters, and in which direction: only where the direction is beyond doubt. */
import { NONE } from './items.ts';
import type { Change, DiffSection } from './types.ts';

export type Weight = Change['weight'];

export interface ChangeImpact {
  why: string;
  weight: Weight;
}

const SECTION_IMPACT: Readonly<Record<Exclude<DiffSection, 'risks'>, string>> = {
  cluster: 'what the cluster is decides which defaults and which support it has',
  'control-plane': 'it is part of what rules the cluster',
  flags: 'flags of the control plane decide who may do what, and what is recorded',
  exposure: 'it is a way into the cluster from outside',
  identities: 'whoever holds these rights can use them',
  namespaces: 'a namespace is the border between tenants',
  'node-pools': 'capacity and failure zones follow from it',
  nodes: 'workloads run on it',
  addons: 'add-ons often run with wide rights',
  workloads: 'it is what the cluster runs',
  storage: 'it decides where data lie and what happens to them',
  coverage: 'what is not seen is not judged',
};

/** A thing that is there or is gone. */
export function impactOfPresence(
  section: Exclude<DiffSection, 'risks'>,
  kind: 'added' | 'removed',
  fields: Readonly<Record<string, string | undefined>>,
): ChangeImpact {
  const why = SECTION_IMPACT[section];
  const opens =
    (section === 'exposure' && fields['reach'] === 'public') ||
    (section === 'identities' && fields['powers'] !== undefined && fields['powers'] !== NONE);
  if (!opens) return { why, weight: 'neutral' };
  return { why, weight: kind === 'added' ? 'worse' : 'better' };
}

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** A field with another value. */
export function weighField(
  section: Exclude<DiffSection, 'risks'>,
  field: string,
  before: string,
  after: string,
): ChangeImpact {
  const turned = (isBad: (value: string) => boolean, why: string): ChangeImpact => ({
    why,
    weight: isBad(after) === isBad(before) ? 'neutral' : isBad(after) ? 'worse' : 'better',
  });
  switch (`${section} ${field}`) {
    case 'exposure reach':
      return turned((value) => value === 'public', 'strangers reach it when it is public');
    case 'exposure TLS':
      return turned((value) => value === 'no', 'without TLS whoever is on the way reads along');
    case 'exposure leads to':
      return { why: 'strangers reach other workloads than before', weight: 'neutral' };
    case 'identities powers':
      return { why: 'its rights in the cluster changed', weight: permissionsImpact(before, after) };
    case 'namespaces Pod Security': {
      const rank = (value: string) => Math.max(0, LEVELS.indexOf(value));
      const step = Math.sign(rank(after) - rank(before));
      return {
        why: 'it decides which pods the namespace admits',
        weight: step < 0 ? 'worse' : step > 0 ? 'better' : 'neutral',
      };
    }
    case 'namespaces network policies':
      return turned((value) => value === NONE, 'without a policy every pod reaches every other');
    case 'nodes state':
      return turned(
        (value) => value.startsWith('not ready') || /Pressure|Unavailable/.test(value),
        'a node that is not well carries less than it should',
      );
    case 'nodes public addresses':
      return turned((value) => value !== NONE, 'a node with a public address can be attacked directly');
    case 'workloads traits':
      return {
        why: 'traits such as privileged or hostPath lead out of the container',
        weight: more(before, after),
      };
    case 'cluster version':
    case 'control-plane version':
    case 'nodes version':
      return {
        why: 'versions decide on known vulnerabilities, support and what may be combined',
        weight: 'neutral',
      };
    default:
      return { why: SECTION_IMPACT[section], weight: 'neutral' };
  }
}

const ALL = 'cluster-admin';

/** Who may do everything can gain nothing. */
function permissionsImpact(before: string, after: string): Weight {
  const [had, has] = [before, after].map((text) => text.split(', ').includes(ALL));
  if (had !== has) return has ? 'worse' : 'better';
  return had ? 'neutral' : more(before, after);
}

/** More of a list that one wants short; of a list that lost some and gained others, nobody can tell. */
function more(before: string, after: string): Weight {
  const parts = (text: string) => new Set(text === NONE ? [] : text.split(', '));
  const [old, now] = [parts(before), parts(after)];
  const gained = [...now].some((one) => !old.has(one));
  const lost = [...old].some((one) => !now.has(one));
  if (gained === lost) return 'neutral';
  return gained ? 'worse' : 'better';
}
