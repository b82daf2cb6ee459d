import { clusterScoped } from '../../data/cluster-scoped.ts';
import { bindingName, bySubject, isClusterAdmin } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { PolicyRule } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { doubtAbout, isShipped, originOf, surestOf } from '../helpers/holders.ts';
import { few, listed, lowered, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/wildcard-permissions',
  title: 'Wildcard RBAC permissions granted',
  control: 'Wildcards in RBAC rules',
  severity: 'medium',
  why: 'A wildcard includes all current and future resources or verbs, such as those of the next Kubernetes version or add-on. The effective permissions cannot be reviewed.',
  remediation:
    'Replace wildcards with the required resources and verbs. Wildcards are acceptable for the API group of an operator.',
  references: ['CIS 5.1.3', 'T1078', 'K02', 'rbac-good-practices'],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run({ rbac, controlPlane, cluster, trust }): Iterable<Finding> {
    // Full wildcards, and anonymous requests, have checks of their own.
    const others = rbac.grants.filter(
      (grant) => !isShipped(grant, cluster) && !isAnonymous(grant) && wildcards(grant).length > 0,
    );
    for (const [name, grants] of bySubject(others)) {
      const first = surestOf(grants, { cluster, trust });
      if (!first) continue;
      const stars = grants.flatMap(wildcards);
      const places = grants.filter(({ namespace }) => namespace !== undefined);
      const wide = grants.filter(({ namespace }) => namespace === undefined);
      const within = places.flatMap(({ namespace }) => namespace ?? []);
      const narrow = wide.length === 0;
      const what = `wildcard permission to ${listed([...new Set(stars.map(({ may }) => may))], 2)}${narrow ? ` in ${listed([...new Set(within)])}` : ''}`;
      const origin = originOf(first, { cluster, trust });
      if (origin === 'uncertain') {
        yield doubtAbout(first, what, cluster);
        continue;
      }
      const severity = worse(
        severityOf(wide.flatMap(wildcards), 'medium'),
        severityOf(places.flatMap(wildcards), 'low'),
      );
      yield {
        verdict: 'fail',
        at: subjectRef(first),
        severity: origin === 'product' ? lowered(severity) : severity,
        message: what,
        evidence: few(grants, (grant) =>
          observed(
            bindingName(grant.binding),
            `${grant.binding.role.kind} ${grant.binding.role.name} to ${name}`,
          ),
        ),
      };
    }
    if (others.length === 0)
      yield passOnBindings(
        { controlPlane, cluster },
        'no non-system subject has wildcard permissions in Kubernetes API groups',
        [observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`)],
      );
  },
});

/** A rule with a star, and whether it includes everything, or one subresource of everything. */
interface Star {
  /** `get every resource of the core group`. */
  may: string;
  subresource?: string;
}

/** Subresources with numbers of replicas and states. */
const HARMLESS: ReadonlySet<string> = new Set(['scale', 'status']);

function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}

function severityOf(stars: readonly Star[], everything: Severity): Severity {
  if (stars.every(({ subresource }) => subresource !== undefined && HARMLESS.has(subresource))) return 'info';
  return stars.every(({ subresource }) => subresource !== undefined) ? 'low' : everything;
}

/** Rules for Kubernetes' own APIs. Full wildcards are reported by identities/cluster-admin-outside-system. */
function wildcards({ rules, namespace }: Grant): readonly Star[] {
  const reported = isClusterAdmin(rules) && (namespace === undefined || namespace === 'kube-system');
  if (reported) return [];
  let found = byRole.get(rules);
  if (!found) byRole.set(rules, (found = rules.flatMap((rule) => wildcard(rule) ?? [])));
  return found;
}

/** Thousands of bindings may share one role. */
const byRole = new WeakMap<Grant['rules'], readonly Star[]>();

function wildcard({
  verbs,
  apiGroups = [],
  resources: named = [],
  resourceNames = [],
}: PolicyRule): Star | undefined {
  if (!apiGroups.some(isBuiltIn) || resourceNames.length > 0) return undefined;
  const resources = named.filter((name) => isRequested(name, apiGroups));
  if (resources.length === 0) return undefined;
  const every = resources.includes('*');
  const subresource = resources.find((name) => name.startsWith('*/'))?.slice(2);
  if (!every && subresource === undefined && !verbs.includes('*')) return undefined;
  const does = verbs.includes('*') ? 'use all verbs on' : listed(verbs, 4);
  const groups = apiGroups.includes('*')
    ? 'all API groups'
    : listed(apiGroups.map((group) => group || 'core'));
  if (every || subresource === undefined)
    return { may: `${does} ${every ? 'all resources' : listed(resources, 2)} of ${groups}` };
  const others = resources.some((name) => !name.startsWith('*/'));
  return {
    may: `${does} the ${subresource} subresource of all resources of ${groups}`,
    // With a star for the verbs as well, the rest of the rule is a wildcard.
    ...(!(others && verbs.includes('*')) && { subresource }),
  };
}

/** Groups that kube-apiserver itself serves. RBAC compares text, so that `apps/v1`, `core` or `Apps` matches none of them. */
function isBuiltIn(group: string): boolean {
  return group === '*' || Object.hasOwn(clusterScoped, group);
}

/**
 * Whether it matches the resource of a request: Kubernetes resources have plural names in lower case, so that no request contains
 * `pod` or `Pods`.
 */
function isRequested(name: string, groups: readonly string[]): boolean {
  // A star before the slash is a subresource of every resource; one after it matches no request (ResourceMatches).
  if (name.includes('*')) return !name.endsWith('/*');
  return groups.includes('*') || /^[a-z]+s(\/[a-z]+)?$/.test(name);
}
