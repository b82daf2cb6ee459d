import { ArchmapError } from '../shared/errors.ts';
import type { PolicyRule, RoleRecord } from '../snapshot/records/index.ts';
import { roleKey } from './rbac-table.ts';
import type { ShippedRoles } from './rbac-table.ts';
import { holdAll, labelOf } from './selectors.ts';

/** Steps from role to role, and rules that are joined: a cluster requires some hundred of each. */
const MAX_STEPS = 5_000_000;

/**
 * Roles, and each aggregated ClusterRole as the controller manager fills it: with the rules of all ClusterRoles that its selectors match,
 * and what these aggregate. A live cluster contains these rules already; a manifest does not. Existing rules stay: the controller may not
 * have updated them yet. Throws `usage` for roles that aggregate each other beyond the limit.
 */
export function filledRoles(roles: readonly RoleRecord[]): RoleRecord[] {
  if (!roles.some(gathers)) return [...roles];
  const gathering = new Gathering(roles);
  return roles.map((role) => (gathers(role) ? gathering.fill(role) : role));
}

/** Where they gather from, and what they are gathered into (plugin/pkg/auth/authorizer/rbac/bootstrappolicy). */
const GATHERING = [
  { name: 'admin', into: [] },
  { name: 'edit', into: ['admin'] },
  { name: 'view', into: ['edit'] },
] as const;

/**
 * Kubernetes' own roles that gather others, where they were not given and somebody's role is a part of one: files rarely hold them, and the
 * controller manager puts the part into them all the same.
 */
export function gatheringRoles(roles: readonly RoleRecord[], shipped: ShippedRoles): RoleRecord[] {
  const label = (name: string) => `rbac.authorization.k8s.io/aggregate-to-${name}`;
  if (!roles.some(({ labels }) => GATHERING.some(({ name }) => labels[label(name)] === 'true'))) return [];
  const given = new Set(roles.filter(({ kind }) => kind === 'ClusterRole').map(({ name }) => name));
  return GATHERING.filter(({ name }) => !given.has(name)).map(({ name, into }) => ({
    kind: 'ClusterRole',
    name,
    labels: Object.fromEntries(into.map((other) => [label(other), 'true'])),
    rules: [...(shipped(roleKey('ClusterRole', undefined, name))?.rules ?? [])],
    gathers: [[`${label(name)}=true`]],
  }));
}

function gathers({ gathers: selectors = [] }: RoleRecord): boolean {
  return selectors.length > 0;
}

class Gathering {
  private readonly roles: readonly RoleRecord[];
  /** ClusterRoles by the keys of their labels, and by keys with values. */
  private readonly byLabel = new Map<string, RoleRecord[]>();
  private readonly picked = new Map<string, readonly RoleRecord[]>();
  /** Roles with the same selectors aggregate the same. */
  private readonly gathered = new Map<string, ReadonlyMap<string, PolicyRule>>();
  private readonly filled = new Map<string, readonly PolicyRule[]>();
  private steps = 0;

  constructor(roles: readonly RoleRecord[]) {
    this.roles = roles.filter(({ kind }) => kind === 'ClusterRole');
    for (const role of this.roles)
      for (const [key, value] of Object.entries(role.labels))
        for (const name of [key, `${key}=${value}`]) {
          const known = this.byLabel.get(name);
          if (known) known.push(role);
          else this.byLabel.set(name, [role]);
        }
  }

  fill(role: RoleRecord): RoleRecord {
    const key = JSON.stringify(role.gathers);
    const gathered = this.rulesOf(key, role);
    if (gathered.size === 0) return role;
    const whole = `${key} ${JSON.stringify(role.rules)}`;
    let rules = this.filled.get(whole);
    if (rules === undefined) {
      this.count(gathered.size);
      rules = [...new Map([...byText(role.rules), ...gathered]).values()];
      this.filled.set(whole, rules);
    }
    return { ...role, rules };
  }

  /** An empty selector matches every role, as usual. */
  private rulesOf(key: string, role: RoleRecord): ReadonlyMap<string, PolicyRule> {
    const known = this.gathered.get(key);
    if (known) return known;
    const rules = new Map<string, PolicyRule>();
    const seen = new Set<RoleRecord>([role]);
    const requested = new Set<string>();
    // Iteration over a set includes elements that are added meanwhile.
    for (const { gathers: selectors = [] } of seen)
      for (const selector of selectors) {
        const text = JSON.stringify(selector);
        this.count(1);
        if (requested.has(text)) continue;
        requested.add(text);
        for (const part of this.pick(text, selector)) {
          this.count(1);
          if (seen.has(part)) continue;
          seen.add(part);
          for (const [name, rule] of byText(part.rules)) rules.set(name, rule);
          this.count(part.rules.length);
        }
      }
    this.gathered.set(key, rules);
    return rules;
  }

  private pick(text: string, selector: readonly string[]): readonly RoleRecord[] {
    const known = this.picked.get(text);
    if (known) return known;
    const candidates = this.candidates(selector);
    this.count(candidates.length);
    const picked = candidates.filter(
      ({ labels }) => holdAll(selector, (key) => labelOf(labels, key)) === 'yes',
    );
    this.picked.set(text, picked);
    return picked;
  }

  /** Roles that meet one requirement. */
  private candidates(selector: readonly string[]): readonly RoleRecord[] {
    for (const requirement of selector) {
      const [, present] = /^(\S+) (?:In|Exists)(?: |$)/.exec(requirement) ?? [];
      if (present !== undefined) return this.byLabel.get(present) ?? [];
      if (/^[^\s=]+=\S*$/.test(requirement)) return this.byLabel.get(requirement) ?? [];
    }
    return this.roles;
  }

  private count(steps: number): void {
    this.steps += steps;
    if (this.steps <= MAX_STEPS) return;
    throw new ArchmapError(
      'usage',
      `ClusterRoles gather each other in more than ${MAX_STEPS / 1e6} million steps`,
      'look for aggregationRules of ClusterRoles that pick roles with aggregationRules',
    );
  }
}

const texts = new WeakMap<PolicyRule, string>();

function byText(rules: readonly PolicyRule[]): [string, PolicyRule][] {
  return rules.map((rule) => {
    const text = texts.get(rule) ?? JSON.stringify(rule);
    texts.set(rule, text);
    return [text, rule];
  });
}
