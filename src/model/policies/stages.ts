import type { NetworkPolicyRecord, PolicySection, TrafficRule } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import { either } from '../selectors.ts';
import { compare } from '../sorting.ts';
import type { Party } from './party.ts';
import { picks } from './party.ts';

/** The API that defines a policy, and thus the network that enforces it. */
export type PolicyMaker = 'kubernetes' | 'admin' | 'calico' | 'cilium' | 'antrea';

export function makerOf({ kind }: Pick<NetworkPolicyRecord, 'kind'>): PolicyMaker {
  if (kind === 'NetworkPolicy') return 'kubernetes';
  if (kind.startsWith('Cilium')) return 'cilium';
  if (kind.startsWith('Antrea')) return 'antrea';
  return kind === 'CalicoNetworkPolicy' || kind === 'GlobalNetworkPolicy' ? 'calico' : 'admin';
}

/** A section of a policy that selects the pods in question, or may. */
export interface Applied {
  policy: NetworkPolicyRecord;
  section: PolicySection;
  pick: Answer;
}

/** A rule that applies to the pods in question, or may. */
export interface Entry {
  rule: TrafficRule;
  pick: Answer;
  policy: NetworkPolicyRecord;
}

/** Rules that are evaluated in order until one decides. `closed`: undecided traffic is refused; otherwise the next stage is evaluated. */
export interface Stage {
  entries: readonly Entry[];
  closed: Answer;
  /** The policies by which it is closed. */
  closers: readonly NetworkPolicyRecord[];
}

export interface Pipeline {
  stages: readonly Stage[];
  /** Another order that is equally likely: only what both orders yield is known. */
  otherwise?: readonly Stage[];
  /** The order is unknown: the order of tiers depends on objects that are not collected. */
  uncertain: boolean;
}

/** Antrea's built-in tiers, with their priorities; others come before `application`. */
const ANTREA_TIERS: Readonly<Record<string, number>> = {
  emergency: 50,
  securityops: 100,
  networkops: 150,
  platform: 200,
  application: 250,
};

/** The tiers in which Calico keeps the policies of the policy working group, and its own that belong there. */
const CALICO_ADMIN = new Set(['adminnetworkpolicy', 'kube-admin']);
const CALICO_BASELINE = new Set(['baselineadminnetworkpolicy', 'kube-baseline']);

/** The order value of Kubernetes NetworkPolicies among those of Calico. */
const KUBERNETES_ORDER = 1_000;

/**
 * The order in which a network evaluates these policies: those of administrators first, then NetworkPolicies, then the baseline; each API
 * has its own kinds in between. Undecided traffic is admitted.
 */
export function pipelineOf(maker: PolicyMaker, applied: readonly Applied[], party: Party): Pipeline {
  const of = (wanted: PolicyMaker): Applied[] => applied.filter(({ policy }) => makerOf(policy) === wanted);
  const ordered = (list: readonly Applied[]): Stage => stageOf([...list].sort(byOrder), party);
  const admin = of('admin');
  const first = ordered(admin.filter(({ policy }) => policy.tier !== 'Baseline'));
  const last = ordered(admin.filter(({ policy }) => policy.tier === 'Baseline'));
  switch (maker) {
    case 'calico':
      return calico(of('calico'), { kubernetes: of('kubernetes'), first, last }, ordered);
    case 'antrea': {
      const own = of('antrea');
      const before = own.filter(({ policy }) => policy.tier !== 'baseline');
      const custom = new Set(
        before.map(({ policy }) => policy.tier ?? '').filter((tier) => !Object.hasOwn(ANTREA_TIERS, tier)),
      );
      const baseline = ordered(own.filter(({ policy }) => policy.tier === 'baseline'));
      return {
        stages: [ordered(before), first, additive(of('kubernetes'), party), baseline, last],
        uncertain: custom.size > 0 && new Set(before.map(({ policy }) => policy.tier)).size > 1,
      };
    }
    default:
      return {
        stages: [
          first,
          additive([...of('kubernetes'), ...(maker === 'cilium' ? of('cilium') : [])], party),
          last,
        ],
        uncertain: false,
      };
  }
}

interface Around {
  kubernetes: readonly Applied[];
  first: Stage;
  last: Stage;
}

function calico(
  own: readonly Applied[],
  { kubernetes, first, last }: Around,
  ordered: (list: readonly Applied[]) => Stage,
): Pipeline {
  const tierOf = ({ policy }: Applied): string => policy.tier ?? 'default';
  const known = (tier: string): boolean =>
    tier === 'default' || CALICO_ADMIN.has(tier) || CALICO_BASELINE.has(tier);
  const custom = [...new Set(own.map(tierOf))].filter((tier) => !known(tier));
  const among = (tiers: ReadonlySet<string>): Stage =>
    open(ordered(own.filter((one) => tiers.has(tierOf(one)))));
  // A tier may be configured to pass undecided traffic to the next.
  const customs = custom.map((tier) => perhapsClosed(ordered(own.filter((one) => tierOf(one) === tier))));
  const before = [among(CALICO_ADMIN), first];
  const usual = ordered([...own.filter((one) => tierOf(one) === 'default'), ...kubernetes]);
  const after = [among(CALICO_BASELINE), last];
  return {
    stages: [...customs, ...before, usual, ...after],
    // Custom tiers come before the default one or after it, by an order that is not collected.
    ...(custom.length === 1 && { otherwise: [...before, usual, ...customs, ...after] }),
    uncertain: custom.length > 1 || (custom.length === 1 && first.entries.length > 0),
  };
}

function open(stage: Stage): Stage {
  return { ...stage, closed: 'no', closers: [] };
}

function perhapsClosed(stage: Stage): Stage {
  return { ...stage, closed: stage.closed === 'no' ? 'no' : 'maybe' };
}

function byOrder(a: Applied, b: Applied): number {
  const rank = ({ policy }: Applied): number =>
    Object.hasOwn(ANTREA_TIERS, policy.tier ?? '') ? (ANTREA_TIERS[policy.tier ?? ''] ?? 0) : 0;
  const order = ({ policy }: Applied): number =>
    policy.order ?? (makerOf(policy) === 'kubernetes' ? KUBERNETES_ORDER : Number.MAX_VALUE);
  return rank(a) - rank(b) || order(a) - order(b) || compare(a.policy.name, b.policy.name);
}

/** Additive policies: a refusal takes precedence over any admission. */
function additive(applied: readonly Applied[], party: Party): Stage {
  const { entries, ...closing } = stageOf(applied, party);
  const denies = ({ rule }: Entry): boolean => rule.action === 'deny';
  return { entries: [...entries.filter(denies), ...entries.filter((entry) => !denies(entry))], ...closing };
}

function stageOf(applied: readonly Applied[], party: Party): Stage {
  const isolating = applied.filter(({ section }) => section.isolates);
  return {
    entries: applied.flatMap(({ policy, section, pick }) =>
      section.rules.map((rule) => ({
        rule,
        policy,
        pick: rule.to
          ? either(rule.to.map((subject) => picks(subject, party, policy.namespace ?? party.namespace)))
          : pick,
      })),
    ),
    closed: either(isolating.map(({ pick }) => pick)),
    closers: [...new Set(isolating.map(({ policy }) => policy))],
  };
}
