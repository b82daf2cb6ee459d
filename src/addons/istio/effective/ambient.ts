/**
 * Mutual TLS as ztunnel requires it. istiod converts PeerAuthentications to rules that deny connections without an identity (istio
 * pilot/pkg/serviceregistry/ambient/authorization.go, convertedSelectorPeerAuthentications and convertPeerAuthentication). In three cases the
 * result is another one than that of a sidecar: DISABLE has the effect of PERMISSIVE; a port with DISABLE keeps STRICT unless another port is
 * PERMISSIVE; and a policy of ports loses its rules where the namespace has a policy without a mode. A policy with an empty selector counts for
 * the workloads of its own namespace, but not for the mesh, and not around a policy of ports.
 */
import type { MtlsMode } from '../../types.ts';
import type { PeerAuthentications } from './peer-authentication.ts';
import { defaultIn, evidenceOf, modeOf } from './peer-authentication.ts';
import type { ModeFacts, PeerAuthenticationFacts, PeerFacts, Selected } from './types.ts';

/** Modes of the policies around a workload; `absent`: there is no such policy. */
interface Around {
  namespace: MtlsMode | 'UNSET' | 'absent';
  root: MtlsMode | 'UNSET' | 'absent';
}

type Ports = ReadonlyMap<number, MtlsMode | undefined>;

/** From the mode that protects least. */
const WEAKEST: readonly (MtlsMode | undefined)[] = ['DISABLE', 'PERMISSIVE', undefined, 'STRICT'];

/**
 * Policies in the order in which they count for ambient mode. Of several that were created in the same second, istiod takes any, from one workload
 * to the next: only what holds for all of them is certain.
 */
export function ambientOrder(policies: readonly PeerAuthenticationFacts[]): PeerAuthenticationFacts[] {
  return [...policies].sort((a, b) =>
    a.record.created === b.record.created ? WEAKEST.indexOf(a.mode) - WEAKEST.indexOf(b.mode) : 0,
  );
}

/** The modes of a workload in ambient mode. */
export function ambientPeer(peers: PeerAuthentications, selected: Selected): PeerFacts {
  const around = modeAround(peers, selected.namespace);
  const own = peers.workloadPolicy(selected);
  const isInherited = own === undefined || own.mode === undefined;
  const base: ModeFacts = isInherited
    ? around
    : { mode: own.mode ?? around.mode, evidence: evidenceOf(own, own.mode ?? '') };
  if (!own || own.ports.size === 0) return { ...enforced(base), ports: new Map() };
  const opens = [...own.ports.values()].some((mode) =>
    own.mode === 'STRICT' ? isOpen(mode) : mode === 'PERMISSIVE',
  );
  const { strict, portModes } =
    base.mode === 'STRICT' && !opens
      ? strictEverywhere(own.ports)
      : converted(own.mode, own.ports, opens, {
          namespace: scopeMode(peers, selected.namespace),
          root: scopeMode(peers, peers.root),
        });
  const evidence = evidenceOf(own, `portLevelMtls ${[...own.ports.keys()].join(', ')}`);
  return {
    mode: strict ? 'STRICT' : 'PERMISSIVE',
    evidence: strict === (base.mode === 'STRICT') ? base.evidence : evidence,
    ports: new Map([...portModes].map(([port, mode]) => [port, { mode, evidence }])),
  };
}

/** Without policies of single workloads. */
function modeAround(peers: PeerAuthentications, namespace: string): ModeFacts {
  return (
    modeOf(peers.scopePolicy(namespace)) ?? modeOf(peers.withoutSelector(peers.root)) ?? defaultIn(peers.root)
  );
}

function scopeMode(peers: PeerAuthentications, namespace: string): Around['root'] {
  const policy = peers.withoutSelector(namespace);
  return policy ? (policy.mode ?? 'UNSET') : 'absent';
}

function enforced({ mode, evidence }: ModeFacts): ModeFacts {
  return { mode: mode === 'STRICT' ? mode : 'PERMISSIVE', evidence };
}

function isOpen(mode: MtlsMode | undefined): boolean {
  return mode === 'PERMISSIVE' || mode === 'DISABLE';
}

interface Converted {
  strict: boolean;
  portModes: ReadonlyMap<number, MtlsMode>;
}

/** The rule that requires an identity on every port stays. */
function strictEverywhere(ports: Ports): Converted {
  return { strict: true, portModes: new Map([...ports.keys()].map((port) => [port, 'STRICT'])) };
}

/** What remains of a policy with ports; `opens`: its rules replace the rule that requires an identity on every port. */
function converted(own: MtlsMode | undefined, ports: Ports, opens: boolean, around: Around): Converted {
  const inherits = around.namespace === 'UNSET' || around.namespace === 'absent';
  const strictAround = around.namespace === 'STRICT' || (inherits && around.root === 'STRICT');
  const strictBase = own === undefined ? strictAround : own === 'STRICT';
  const replaced = strictBase && opens;
  const exempts = own === 'STRICT' || (own === undefined && strictAround && around.namespace !== 'UNSET');
  const isExempt = (mode: MtlsMode | undefined) => replaced && exempts && isOpen(mode);
  const strict = replaced && exempts;
  const addsPorts = !strictBase && !(inherits && around.root === 'STRICT');
  return {
    strict,
    portModes: new Map(
      [...ports].map(([port, mode]) => [
        port,
        isExempt(mode) || !(strict || (addsPorts && mode === 'STRICT')) ? 'PERMISSIVE' : 'STRICT',
      ]),
    ),
  };
}
