/** Checks about the policies of a mesh: their verdicts, references and words. */
import type {
  AuthorizationPolicyFacts,
  MemberFacts,
  MeshFacts,
  PolicyFacts,
} from '../../addons/istio/effective/types.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef } from '../../result/types.ts';
import { command, list, listAll } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { listed, observed, requiresOr, workloadName } from './objects.ts';

export interface PolicyAnswer {
  /** Fails, and unknown verdicts about single objects. */
  findings: readonly Finding[];
  /** The number of evaluated objects. */
  objects: number;
  /** One of them: `AuthorizationPolicy`. */
  noun: string;
  /** Message of a pass. */
  pass: string;
  /** A pass depends on the namespace whose policies apply to the whole mesh. */
  ofRoot?: boolean;
}

/** Findings, else a pass when there are such objects; without any, the check is not applicable. */
export function* policyVerdict(istio: IstioFacts, answer: PolicyAnswer): Iterable<Finding> {
  const { findings, objects, noun, pass, ofRoot = false } = answer;
  yield* findings;
  if (findings.length > 0) return;
  // Where the control plane is not observed, neither is which objects it reads.
  const open = ofRoot && !(istio.installed.known && !istio.installed.value) ? openRoot(istio) : undefined;
  if (objects === 0) yield open ?? withoutObjects(istio, noun);
  else
    yield (
      open ?? {
        verdict: 'pass',
        message: pass,
        evidence: [observed(noun, `${plural(objects, 'object')} evaluated`)],
      }
    );
}

function withoutObjects({ installed }: IstioFacts, noun: string): Finding {
  return installed.known
    ? {
        verdict: 'not-applicable',
        message: installed.value ? `no ${noun}` : 'Istio is not installed',
        evidence: installed.evidence,
      }
    : {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
}

/** Unknown where the root namespace is, or is recognized by names alone. */
export function openRoot({ rootNamespace, rootAssumed }: IstioFacts): Finding | undefined {
  if (!rootNamespace.known)
    return {
      verdict: 'unknown',
      message: rootNamespace.reason,
      requires: requiresOr(rootNamespace.requires, list('configmaps')),
    };
  return rootAssumed
    ? {
        verdict: 'unknown',
        message: `policies apply mesh-wide if ${rootNamespace.value} is the root namespace: neither an injector nor control plane permissions were observed`,
        requires: [list('mutatingwebhookconfigurations.admissionregistration.k8s.io')],
        evidence: rootNamespace.evidence,
      }
    : undefined;
}

export function policyRef({ kind, namespace, name }: CustomRecord): ObjectRef {
  return { kind, ...(namespace !== undefined && { namespace }), name };
}

/** `AuthorizationPolicy shop/web`. */
export function policyName({ record: { kind }, namespace, name }: Named): string {
  return `${kind} ${namespace}/${name}`;
}

type Named = Pick<PolicyFacts, 'record' | 'namespace' | 'name'>;

/** Policies that an API server would reject: what they were meant to apply is unknown. */
export function invalidOnes(policies: readonly (Named & { problem?: string })[]): Finding[] {
  return policies.flatMap((policy): Finding[] =>
    policy.problem === undefined
      ? []
      : [
          {
            verdict: 'unknown',
            at: policyRef(policy.record),
            message: `invalid, its effect is unknown: ${policy.problem}`,
            requires: [
              command(
                `kubectl -n ${policy.namespace} get ${policy.record.kind.toLowerCase()} ${policy.name} -o yaml`,
              ),
            ],
            evidence: [observed(policyName(policy), policy.problem)],
          },
        ],
  );
}

/** Kinds of Istio's policies, for `kinds` of a check. */
export function securityKinds(...names: readonly string[]): readonly string[] {
  return names.map((name) => `security.istio.io/${name}`);
}

/**
 * EnvoyFilters that change what the proxies of these workloads enforce: whether their policies are in effect is unknown. What the patches
 * contain is not collected.
 */
export function patchedOnes(members: Iterable<MemberFacts>, { patchesOf }: MeshFacts): Finding[] {
  const found = new Map<string, Finding>();
  for (const member of new Set(members))
    for (const { namespace, name, evidence } of patchesOf(member))
      found.set(`${namespace}/${name}`, {
        verdict: 'unknown',
        at: { kind: 'EnvoyFilter', namespace, name },
        message: 'filters of proxies are modified: unknown whether the policies are still enforced',
        requires: [
          command(`kubectl -n ${namespace} get envoyfilter ${name} -o yaml`),
          command('istioctl proxy-config listeners POD'),
        ],
        evidence: [evidence],
      });
  return [...found.values()];
}

/** The kind that `patchedOnes` evaluates, for `kinds` of a check. */
export const ENVOY_FILTER = 'networking.istio.io/EnvoyFilter';

/** Workloads of a mesh that run an application, not a gateway or waypoint. */
export function isApplication({ membership }: MemberFacts): boolean {
  return membership === 'sidecar' || membership === 'ambient';
}

/** No connection to any of these workloads has an identity: their sidecars accept plaintext only. ztunnel treats DISABLE as PERMISSIVE. */
export function withoutIdentities(members: readonly MemberFacts[]): boolean {
  return (
    members.length > 0 &&
    members.every(
      ({ membership, mtls }) =>
        membership === 'sidecar' &&
        mtls.known &&
        mtls.value.mode === 'DISABLE' &&
        [...mtls.value.ports.values()].every(({ mode }) => mode === 'DISABLE'),
    )
  );
}

/** `Deployment shop/web, Deployment shop/db and 4 more`. */
export function memberNames(members: readonly MemberFacts[]): string {
  return listed([...new Set(members.map(({ workload }) => workloadName(workload)))]);
}

/** AuthorizationPolicies that are valid and not in dry-run mode. */
export function enforcedOnes({ read }: MeshFacts): AuthorizationPolicyFacts[] {
  return read.authorizationPolicies.filter(({ problem, dryRun }) => problem === undefined && !dryRun);
}
