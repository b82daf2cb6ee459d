/**
 * Mutual TLS as ztunnel requires it. istiod converts PeerAuthentications to rules that deny connections without an identity (istio
 * pilot/pkg/serviceregistry/ambient/authorization.go, convertedSelectorPeerAuthentications and convertPeerAuthentication). In three cases the
 * result is another one than that of a sidecar: DISABLE has the effect of PERMISSIVE; a port with DISABLE keeps STRICT unless another port is
 * PERMISSIVE; and a policy of ports loses its rules where the namespace has a policy without a mode.
 */
import type { MtlsMode } from '../../types.ts';
import type { PeerAuthentications } from './peer-authentication.ts';
import { evidenceOf } from './peer-authentication.ts';
import type { ModeFacts, PeerFacts, Selected } from './types.ts';

/** Modes of the policies around a workload; `absent`: there is no such policy. */
interface Around {
  namespace: MtlsMode | 'UNSET' | 'absent';
  root: MtlsMode | 'UNSET' | 'absent';
}

type Ports = ReadonlyMap<number, MtlsMode | undefined>;

/** The modes of a workload in ambient mode. */
export function ambientPeer(peers: PeerAuthentications, selected: Selected): PeerFacts {
  const around = peers.namespace(selected.namespace);
  const own = peers.workloadPolicy(selected);
  const isInherited = own === undefined || own.mode === undefined;
  const base: ModeFacts = isInherited
    ? around
    : { mode: own.mode ?? around.mode, evidence: evidenceOf(own, own.mode ?? '') };
  if (!own || own.ports.size === 0) return { ...enforced(base), ports: new Map() };
  const { strict, portModes } = converted(own.mode, own.ports, {
    namespace: modeOf(peers, selected.namespace),
    root: modeOf(peers, peers.root),
  });
  const evidence = evidenceOf(own, `portLevelMtls ${[...own.ports.keys()].join(', ')}`);
  return {
    mode: strict ? 'STRICT' : 'PERMISSIVE',
    evidence: strict === (base.mode === 'STRICT') ? base.evidence : evidence,
    ports: new Map([...portModes].map(([port, mode]) => [port, { mode, evidence }])),
  };
}

function modeOf(peers: PeerAuthentications, namespace: string): Around['root'] {
  const policy = peers.scopePolicy(namespace);
  return policy ? (policy.mode ?? 'UNSET') : 'absent';
}

function enforced({ mode, evidence }: ModeFacts): ModeFacts {
  return { mode: mode === 'STRICT' ? mode : 'PERMISSIVE', evidence };
}

function isOpen(mode: MtlsMode | undefined): boolean {
  return mode === 'PERMISSIVE' || mode === 'DISABLE';
}

/** What remains of a policy with ports. */
function converted(
  own: MtlsMode | undefined,
  ports: Ports,
  around: Around,
): { strict: boolean; portModes: ReadonlyMap<number, MtlsMode> } {
  const inherits = around.namespace === 'UNSET' || around.namespace === 'absent';
  const strictAround = around.namespace === 'STRICT' || (inherits && around.root === 'STRICT');
  const strictBase = own === undefined ? strictAround : own === 'STRICT';
  // The rules of the policy replace the rule that requires an identity on every port.
  const replaced =
    strictBase &&
    [...ports.values()].some((mode) => (own === 'STRICT' ? isOpen(mode) : mode === 'PERMISSIVE'));
  const exempts = own === 'STRICT' || (own === undefined && strictAround && around.namespace !== 'UNSET');
  const isExempt = (mode: MtlsMode | undefined) => replaced && exempts && isOpen(mode);
  const strict = strictBase && (!replaced || exempts);
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
