/**
 * The effective mutual TLS mode of connections to a workload (istio pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication):
 * PERMISSIVE by default; the oldest policy of each scope counts (mesh, namespace, workload); UNSET inherits; a selector in the root namespace
 * is ignored, and `portLevelMtls` counts only with a selector.
 */
import { groupBy } from '../../../shared/group.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { labelOf } from '../../../model/selectors.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { MtlsMode } from '../../types.ts';
import { byCreation, Reader, scopeOf } from './read.ts';
import type { ModeFacts, PeerAuthenticationFacts, PeerFacts, PeerScopes, Selected } from './types.ts';

const MODES = ['UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE'] as const;

/** In the order in which istiod lists them. */
export function readPeerAuthentications(custom: readonly CustomRecord[]): PeerAuthenticationFacts[] {
  return custom
    .filter(({ group: api, kind }) => api === 'security.istio.io' && kind === 'PeerAuthentication')
    .sort(byCreation)
    .map((record) => {
      const reader = new Reader(record);
      const mode = modeIn(record.spec['mtls'], reader, 'spec.mtls');
      const ports = new Map<number, MtlsMode | undefined>();
      for (const [port, setting] of Object.entries(
        reader.object(record.spec['portLevelMtls'], 'spec.portLevelMtls'),
      )) {
        if (/^\d{1,5}$/.test(port))
          ports.set(Number(port), modeIn(setting, reader, `spec.portLevelMtls.${port}`));
        else reader.reject(`spec.portLevelMtls has the invalid port ${JSON.stringify(port)}`);
      }
      return {
        ...scopeOf(record, reader),
        ...(mode !== undefined && { mode }),
        ports,
        ...(reader.problem !== undefined && { problem: reader.problem }),
      };
    });
}

function modeIn(setting: unknown, reader: Reader, path: string): MtlsMode | undefined {
  const mode = reader.oneOf(reader.object(setting, path)['mode'], MODES, `${path}.mode`);
  return mode === 'UNSET' ? undefined : mode;
}

/** The policies of one mesh, with its root namespace. */
export class PeerAuthentications implements PeerScopes {
  readonly mesh: ModeFacts;
  private readonly byNamespace: ReadonlyMap<string, readonly PeerAuthenticationFacts[]>;
  private readonly modes = new Map<string, ModeFacts>();
  readonly root: string;

  constructor(policies: readonly PeerAuthenticationFacts[], root: string) {
    this.root = root;
    this.byNamespace = groupBy(policies, ({ namespace }) => namespace);
    this.mesh = this.scopeMode(root) ?? defaultMode(root);
  }

  /** Without policies of single workloads. */
  namespace(name: string): ModeFacts {
    let mode = this.modes.get(name);
    if (mode === undefined) {
      mode = (name === this.root ? undefined : this.scopeMode(name)) ?? this.mesh;
      this.modes.set(name, mode);
    }
    return mode;
  }

  workload(selected: Selected): PeerFacts {
    const around = this.namespace(selected.namespace);
    const own = this.workloadPolicy(selected);
    if (!own) return { ...around, ports: new Map() };
    const mode: ModeFacts =
      own.mode === undefined ? around : { mode: own.mode, evidence: evidenceOf(own, own.mode) };
    const ports = [...own.ports].map(([port, portMode]): [number, ModeFacts] => [
      port,
      portMode === undefined
        ? mode
        : { mode: portMode, evidence: evidenceOf(own, `port ${port} ${portMode}`) },
    ]);
    return { ...mode, ports: new Map(ports) };
  }

  /** The one with a selector that counts; waypoints have none. */
  workloadPolicy({ namespace, labels, waypoint }: Selected): PeerAuthenticationFacts | undefined {
    if (namespace === this.root || waypoint) return undefined;
    return this.byNamespace
      .get(namespace)
      ?.find(
        (policy) =>
          hasSelector(policy) &&
          Object.entries(policy.selector ?? {}).every(([key, value]) => labelOf(labels, key) === value),
      );
  }

  /** The one without a selector that counts for a namespace; in the root namespace: for the mesh. `absent`: an empty selector is one. */
  scopePolicy(namespace: string, absent = false): PeerAuthenticationFacts | undefined {
    return this.byNamespace
      .get(namespace)
      ?.find((candidate) => (absent ? candidate.selector === undefined : !hasSelector(candidate)));
  }

  /** The first invalid one of a namespace, or of the mesh: modes there are unknown. */
  invalidIn(namespace: string): PeerAuthenticationFacts | undefined {
    const among = (place: string) =>
      this.byNamespace.get(place)?.find(({ problem }) => problem !== undefined);
    return among(this.root) ?? among(namespace);
  }

  private scopeMode(namespace: string): ModeFacts | undefined {
    const policy = this.scopePolicy(namespace);
    return policy?.mode === undefined
      ? undefined
      : { mode: policy.mode, evidence: evidenceOf(policy, policy.mode) };
  }
}

/** Without any PeerAuthentication. */
export function defaultMode(root: string): ModeFacts {
  return {
    mode: 'PERMISSIVE',
    evidence: {
      source: 'object',
      confidence: 'default',
      location: `PeerAuthentication in ${root}`,
      value: 'none for the mesh: PERMISSIVE',
    },
  };
}

export function hasSelector({ selector = {} }: Pick<PeerAuthenticationFacts, 'selector'>): boolean {
  return Object.keys(selector).length > 0;
}

export function evidenceOf({ namespace, name }: PeerAuthenticationFacts, value: string): Evidence {
  return {
    source: 'object',
    confidence: 'observed',
    location: `PeerAuthentication ${namespace}/${name}`,
    value,
  };
}
