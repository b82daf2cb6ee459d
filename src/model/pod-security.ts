import { newestStandards } from '../data/pod-security-standards.ts';
import type { Known } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import { rerun } from '../shared/requirement.ts';
import type { PodTemplate } from '../snapshot/records/index.ts';
import type { Control } from './pod-security-controls.ts';
import { controlsOf } from './pod-security-controls.ts';

/** Levels of the Pod Security Standards, from the least strict. */
export const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;

export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** A control that forbids a stricter level, and what it forbids in the template. */
export interface Violation {
  control: string;
  offenders: readonly string[];
}

/** The strictest level that admits a pod template, and what the next stricter one forbids. */
export interface NeededLevel {
  level: PodSecurityLevel;
  violations: readonly Violation[];
}

/**
 * The level that a template needs by one minor of the standards (`latest` = that of the server). Unknown where fields were not kept. The strictest
 * one comes first: of Windows pods, restricted admits a few that baseline does not.
 */
export function neededLevel(template: PodTemplate, minor: number): Known<NeededLevel> {
  const restricted = violationsOf(template, 'restricted', minor);
  if (restricted.violations.length === 0)
    return whyOpen(template, restricted.open) ?? known({ level: 'restricted', violations: [] });
  const baseline = violationsOf(template, 'baseline', minor);
  if (baseline.violations.length > 0) return known({ level: 'privileged', violations: baseline.violations });
  return whyOpen(template, baseline.open) ?? known({ level: 'baseline', violations: restricted.violations });
}

function whyOpen({ cut }: PodTemplate, open: readonly string[]): Known<never> | undefined {
  if (cut === true) return NOT_WHOLE;
  return open.length > 0 ? NOT_KEPT : undefined;
}

/** Whether a level admits the template; a violation is certain, its absence only where all fields were kept. */
export function violationsOf(
  template: PodTemplate,
  level: Control['level'],
  minor: number,
): { violations: Violation[]; open: string[] } {
  const violations: Violation[] = [];
  const open: string[] = [];
  for (const { name, offenders } of controlsIn(level, minor)) {
    const found = offenders(template, Math.min(minor, newestStandards));
    if (found === undefined) open.push(name);
    else if (found.length > 0) violations.push({ control: name, offenders: found });
  }
  return { violations, open };
}

const controlsIn = (() => {
  const tables = new Map<string, readonly Control[]>();
  return (level: Control['level'], minor: number): readonly Control[] => {
    const bounded = Math.min(minor, newestStandards);
    const key = `${level}/${bounded}`;
    const found = tables.get(key) ?? controlsOf(level, bounded);
    tables.set(key, found);
    return found;
  };
})();

const NOT_KEPT: Known<never> = unknown(
  'the snapshot does not contain all fields of the Pod Security Standards',
  rerun('take the snapshot again with this version'),
);

const NOT_WHOLE: Known<never> = unknown(
  'the template is longer than the part that is kept',
  rerun(
    'review the Pods with `kubectl label --dry-run=server namespace NAME pod-security.kubernetes.io/enforce=restricted`',
  ),
);

/** The stricter of two levels. */
export function compareLevels(a: PodSecurityLevel, b: PodSecurityLevel): number {
  return POD_SECURITY_LEVELS.indexOf(a) - POD_SECURITY_LEVELS.indexOf(b);
}
