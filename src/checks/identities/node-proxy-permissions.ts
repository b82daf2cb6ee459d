import {
  allows,
  bindingName,
  bySubject,
  isClusterAdmin,
  namesAllowed,
  subjectName,
} from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { doubtAbout, isShipped, leftOverNote, severityFor, originOf, surestOf } from '../helpers/holders.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { asOperators } from '../helpers/operator-needs.ts';
import { isAnonymous, passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/node-proxy-permissions',
  title: 'Access to nodes/proxy granted',
  control: 'Access to nodes/proxy',
  severity: 'high',
  why: '`get` or `create` on nodes/proxy allows running commands in any Pod on any node through the kubelet API, bypassing admission and audit logging of pods/exec. Monitoring tools often receive this permission.',
  remediation:
    'Grant only the required subresources, such as `nodes/metrics` and `nodes/stats`, or `nodes/healthz` and `nodes/pods` since Kubernetes 1.33. Remove `nodes/proxy` and `resources: ["*"]` from the role.',
  references: ['kubelet-authorization', 'CIS 5.1.10', 'T1609', 'K02'],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts): Iterable<Finding> {
    yield* asOperators(evaluated(parts), parts.rbac.grants, parts, () => 'node-proxy-permissions');
  },
});

type Parts = Pick<CheckParts, 'rbac' | 'controlPlane' | 'cluster' | 'trust'>;

function* evaluated({ rbac, controlPlane, cluster, trust }: Parts): Iterable<Finding> {
  // Nodes are cluster-scoped, so a RoleBinding cannot grant this. Full administrators have a check of their own.
  const holders = rbac.grants.filter(
    ({ namespace, rules }) => namespace === undefined && !isClusterAdmin(rules) && verbsOf(rules).length > 0,
  );
  const systems = holders.filter((grant) => isShipped(grant, cluster));
  const others = holders.filter((grant) => !isShipped(grant, cluster) && !isAnonymous(grant));
  for (const [name, grants] of bySubject(others)) {
    const first = surestOf(grants, { cluster, trust });
    if (!first) continue;
    const { words, severity } = reachOf(grants, rbac.named.isControlPlane);
    if (originOf(first, { cluster, trust }) === 'uncertain') {
      yield doubtAbout(first, words, cluster);
      continue;
    }
    yield {
      verdict: 'fail',
      at: subjectRef(first),
      severity: severityFor(grants, severity, { cluster, trust }),
      message: `${words}${leftOverNote(grants)}`,
      evidence: few(grants, ({ binding }) =>
        observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} to ${name}`),
      ),
    };
  }
  if (others.length === 0) {
    const names = [...bySubject(systems).keys()];
    yield passOnBindings(
      { controlPlane, cluster },
      names.length > 0
        ? `apart from cluster-admins (reported separately), only system subjects can use nodes/proxy (${listed(names)})`
        : 'apart from cluster-admins (reported separately), no subject can use nodes/proxy',
      [
        observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`),
        ...few(systems.slice(0, 5), ({ binding, subject }) =>
          observed(bindingName(binding), subjectName(subject)),
        ),
      ],
    );
  }
}

const VERBS = ['get', 'create'] as const;

const requesting = (verb: string) => ({ verb, group: '', resource: 'nodes/proxy' });

/** Verbs that reach at least some kubelet. */
function verbsOf(rules: Grant['rules']): string[] {
  return VERBS.filter(
    (verb) => allows(rules, requesting(verb)) || namesAllowed(rules, requesting(verb)).length > 0,
  );
}

/** For single nodes, those of the control plane count as all: they contain the credentials of its components. */
function reachOf(
  grants: readonly Grant[],
  isControlPlane: (node: string) => boolean,
): { words: string; severity: Severity } {
  const rules = grants.flatMap((grant) => [...grant.rules]);
  const may = `can ${verbsOf(rules).join(' and ')} nodes/proxy`;
  if (VERBS.some((verb) => allows(rules, requesting(verb))))
    return { words: `${may}: allows running commands in any Pod on any node`, severity: 'high' };
  const names = [...new Set(VERBS.flatMap((verb) => namesAllowed(rules, requesting(verb))))];
  const leading = names.filter(isControlPlane);
  return leading.length > 0
    ? {
        words: `${may} of ${listed(leading)}: allows running commands in any Pod of the control plane`,
        severity: 'high',
      }
    : {
        words: `${may} of ${listed(names)}: allows running commands in any Pod on these nodes`,
        severity: 'medium',
      };
}
