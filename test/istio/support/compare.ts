/** Our statements and istiod's in one form. */
import {
  deniedForProvider,
  matchesEverything,
  rulesOn,
} from '../../../src/addons/istio/effective/authorization.ts';
import type { AuthorizationPolicyFacts } from '../../../src/addons/istio/effective/types.ts';
import { createProjector } from '../../../src/snapshot/index.ts';
import type { CustomRecord } from '../../../src/snapshot/records/index.ts';
import type { FilterAnswer } from '../oracle.ts';

/** The custom resources as our model has them, without those that Istio's validation refuses. */
export function configurationOf(
  objects: readonly Record<string, unknown>[],
  refused: ReadonlySet<string>,
): CustomRecord[] {
  const projector = createProjector();
  return objects
    .filter((raw) => {
      const { kind, metadata } = raw as { kind: string; metadata: { namespace?: string; name: string } };
      return !refused.has(`${kind} ${metadata.namespace}/${metadata.name}`);
    })
    .flatMap((raw) => {
      const projected = projector.project(raw);
      return projected?.kind === 'custom' ? [projected.record] : [];
    });
}

const key = (policy: { namespace: string; name: string }, rule: number, matches: string, dryRun: boolean) =>
  `${policy.namespace}/${policy.name}#${rule} ${matches}${dryRun ? ' dry run' : ''}`;

type Filters = Readonly<Record<string, readonly string[]>>;

/** Ours: the filters of one workload. */
export function filters(
  policies: readonly AuthorizationPolicyFacts[],
  protocol: 'http' | 'tcp',
  providers: ReadonlySet<string | undefined>,
): Filters {
  const result: Record<string, string[]> = {};
  const denied = deniedForProvider(policies, (name) => providers.has(name));
  for (const policy of policies) {
    const action = policy.action === 'AUDIT' ? 'LOG' : denied.includes(policy) ? NO_PROVIDER : policy.action;
    const lines = (result[action] ??= []);
    if (policy.rules.length === 0) lines.push(key(policy, 0, 'nothing', policy.dryRun));
    for (const rule of rulesOn(policy, protocol))
      lines.push(
        key(policy, policy.rules.indexOf(rule), matchesEverything(rule) ? 'all' : 'some', policy.dryRun),
      );
  }
  return result;
}

/** Denies, because the authorizer of a CUSTOM policy cannot be called: istiod says so in the policy's name. */
const NO_PROVIDER = 'DENY for its provider';
const MARK = /ns\[(.*)\]-policy\[(.*)\]-rule\[(\d+)\]-deny-due-to-bad-CUSTOM-action$/;

/** The oracle's filters in the same form. What a TCP filter does not evaluate is `some` or `all` there. */
export function theirs(answers: readonly FilterAnswer[] = []): Filters {
  const result: Record<string, string[]> = {};
  for (const { kind, action = '', policies = [], dryRun = false } of answers) {
    if (kind !== 'rbac') continue;
    for (const policy of policies) {
      const [, namespace, name = '', rule] = MARK.exec(policy.name) ?? [];
      if (namespace === undefined)
        (result[action] ??= []).push(key(policy, policy.rule, policy.matches, dryRun));
      else (result[NO_PROVIDER] ??= []).push(key({ namespace, name }, Number(rule), policy.matches, dryRun));
    }
    if (policies.length === 0) result[action] ??= [];
  }
  return result;
}

export function normal(found: Filters, protocol: 'http' | 'tcp'): unknown {
  return Object.fromEntries(
    Object.entries(found)
      .map(([action, lines]) => [
        action,
        [...lines].map((line) => (protocol === 'tcp' ? line.replace(/ (?:all|some)/, '') : line)).sort(),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
