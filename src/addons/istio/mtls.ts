import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { IstioFacts, MtlsMode } from '../types.ts';

/**
 * The effective modes of PeerAuthentication (istio pilot/pkg/security/authn/policy_applier.go): PERMISSIVE by default;
 * without a selector, a policy in the root namespace applies to the mesh, in other namespaces to the namespace; the oldest
 * of several counts; UNSET inherits; a selector in the root namespace is ignored; portLevelMtls counts only with a selector.
 */
export interface MtlsPolicies {
  mesh: { mode: MtlsMode; evidence: Evidence };
  namespace(name: string): { mode: MtlsMode; evidence: Evidence };
  exceptions: IstioFacts['exceptions'];
}

/** The mode with the greater number is the weaker one. */
export const WEAKNESS: Readonly<Record<MtlsMode, number>> = { STRICT: 0, PERMISSIVE: 1, DISABLE: 2 };

export function mtlsPolicies(
  policies: readonly CustomRecord[],
  rootNamespace: string,
  matchesNothing: (policy: CustomRecord) => boolean = () => false,
): MtlsPolicies {
  const oldestFirst = [...policies].sort((a, b) => ((a.created ?? '') < (b.created ?? '') ? -1 : 1));
  const mesh = scopeMode(oldestFirst, rootNamespace) ?? {
    mode: 'PERMISSIVE' as const,
    evidence: {
      source: 'object',
      confidence: 'default',
      location: `PeerAuthentication in ${rootNamespace}`,
      value: 'none for the mesh: PERMISSIVE',
    } as const,
  };
  const namespace = (name: string) =>
    name === rootNamespace ? mesh : (scopeMode(oldestFirst, name) ?? mesh);
  return {
    mesh,
    namespace,
    exceptions: oldestFirst.flatMap((policy) =>
      hasSelector(policy) && matchesNothing(policy) ? [] : exceptionsOf(policy, rootNamespace, namespace),
    ),
  };
}

function scopeMode(
  policies: readonly CustomRecord[],
  namespace: string,
): { mode: MtlsMode; evidence: Evidence } | undefined {
  const policy = policies.find((candidate) => candidate.namespace === namespace && !hasSelector(candidate));
  const mode = policy && modeOf(policy.spec['mtls']);
  return policy && mode ? { mode, evidence: evidenceOf(policy, mode) } : undefined;
}

function exceptionsOf(
  policy: CustomRecord,
  rootNamespace: string,
  around: MtlsPolicies['namespace'],
): IstioFacts['exceptions'] {
  if (!hasSelector(policy) || policy.namespace === rootNamespace) return [];
  const parent = around(policy.namespace ?? '').mode;
  const own = modeOf(policy.spec['mtls']) ?? parent;
  const found: IstioFacts['exceptions'][number][] = [];
  const add = (mode: MtlsMode, port?: string) =>
    found.push({
      namespace: policy.namespace ?? '',
      policy: policy.name,
      mode,
      ...(port && { port }),
      evidence: evidenceOf(policy, port ? `port ${port} ${mode}` : mode),
    });
  if (WEAKNESS[own] > WEAKNESS[parent]) add(own);
  const ports = policy.spec['portLevelMtls'];
  if (ports !== null && typeof ports === 'object') {
    for (const [port, setting] of Object.entries(ports)) {
      const mode = modeOf(setting);
      if (mode && WEAKNESS[mode] > WEAKNESS[own]) add(mode, port);
    }
  }
  return found;
}

function hasSelector({ spec }: CustomRecord): boolean {
  const selector = spec['selector'];
  if (selector === null || typeof selector !== 'object') return false;
  const labels = (selector as Record<string, unknown>)['matchLabels'];
  return labels !== null && typeof labels === 'object' && Object.keys(labels).length > 0;
}

function modeOf(setting: unknown): MtlsMode | undefined {
  const mode =
    setting !== null && typeof setting === 'object'
      ? (setting as Record<string, unknown>)['mode']
      : undefined;
  return mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE' ? mode : undefined;
}

function evidenceOf(policy: CustomRecord, value: string): Evidence {
  return {
    source: 'object',
    confidence: 'observed',
    location: `PeerAuthentication ${policy.namespace ?? ''}/${policy.name}`,
    value,
  };
}
