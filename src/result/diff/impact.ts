/** Why a change matters, and in which direction: only where the direction is certain. */
import { NONE } from './items.ts';
import type { Change, DiffSection } from './types.ts';

export type Impact = Change['impact'];

export interface ChangeImpact {
  why: string;
  impact: Impact;
}

const SECTION_IMPACT: Readonly<Record<Exclude<DiffSection, 'risks'>, string>> = {
  cluster: 'distribution and version determine defaults and support',
  'control-plane': 'control plane components manage the cluster',
  flags: 'control plane flags determine authentication, authorization and audit logging',
  exposure: 'entry points are reachable from outside the cluster',
  identities: 'a compromised identity can use all of its permissions',
  namespaces: 'namespaces isolate tenants',
  'node-pools': 'node pools determine capacity and failure zones',
  nodes: 'workloads run on nodes',
  addons: 'add-ons often have broad permissions',
  workloads: 'workloads are part of the attack surface',
  storage: 'storage determines location, encryption and retention of data',
  coverage: 'data that is not collected is not evaluated',
};

/** Impact of an item that was added or removed. */
export function impactOfPresence(
  section: Exclude<DiffSection, 'risks'>,
  kind: 'added' | 'removed',
  fields: Readonly<Record<string, string | undefined>>,
): ChangeImpact {
  const why = SECTION_IMPACT[section];
  const opens =
    (section === 'exposure' && fields['reach'] === 'public') ||
    (section === 'identities' && fields['permissions'] !== undefined && fields['permissions'] !== NONE);
  if (!opens) return { why, impact: 'neutral' };
  return { why, impact: kind === 'added' ? 'worse' : 'better' };
}

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Impact of a field with another value. */
export function impactOfField(
  section: Exclude<DiffSection, 'risks'>,
  field: string,
  before: string,
  after: string,
): ChangeImpact {
  const turned = (isBad: (value: string) => boolean, why: string): ChangeImpact => ({
    why,
    impact: isBad(after) === isBad(before) ? 'neutral' : isBad(after) ? 'worse' : 'better',
  });
  switch (`${section} ${field}`) {
    case 'exposure reach':
      return turned((value) => value === 'public', 'public entry points are reachable from the internet');
    case 'exposure TLS':
      return turned((value) => value === 'no', 'without TLS traffic can be intercepted');
    case 'exposure leads to':
      return { why: 'other workloads are reachable than before', impact: 'neutral' };
    case 'identities permissions':
      return { why: 'its permissions in the cluster changed', impact: permissionsImpact(before, after) };
    case 'namespaces Pod Security': {
      const rank = (value: string) => Math.max(0, LEVELS.indexOf(value));
      const step = Math.sign(rank(after) - rank(before));
      return {
        why: 'the Pod Security level determines which Pods are admitted',
        impact: step < 0 ? 'worse' : step > 0 ? 'better' : 'neutral',
      };
    }
    case 'namespaces network policies':
      return turned(
        (value) => value === NONE,
        'without a NetworkPolicy every Pod can be reached by every other Pod',
      );
    case 'nodes state':
      return turned(
        (value) => value.startsWith('not ready') || /Pressure|Unavailable/.test(value),
        'an unhealthy node reduces capacity',
      );
    case 'nodes public addresses':
      return turned((value) => value !== NONE, 'a node with an external IP can be attacked directly');
    case 'workloads replicas':
      return turned((value) => value === '1', 'one replica is unavailable when its Pod is replaced');
    case 'workloads host access':
      return {
        why: 'settings such as privileged or hostPath reduce container isolation',
        impact: more(before, after),
      };
    case 'cluster version':
    case 'control-plane version':
    case 'nodes version':
      return {
        why: 'versions determine CVEs, support and version skew',
        impact: 'neutral',
      };
    default:
      return { why: SECTION_IMPACT[section], impact: 'neutral' };
  }
}

const ALL = 'cluster-admin';

/** cluster-admin cannot gain permissions. */
function permissionsImpact(before: string, after: string): Impact {
  const [had, has] = [before, after].map((text) => text.split(', ').includes(ALL));
  if (had !== has) return has ? 'worse' : 'better';
  return had ? 'neutral' : more(before, after);
}

/** For lists that should be short: more entries are worse; a list that lost some and gained others is neutral. */
function more(before: string, after: string): Impact {
  const parts = (text: string) => new Set(text === NONE ? [] : text.split(', '));
  const [old, now] = [parts(before), parts(after)];
  const gained = [...now].some((one) => !old.has(one));
  const lost = [...old].some((one) => !now.has(one));
  if (gained === lost) return 'neutral';
  return gained ? 'worse' : 'better';
}
