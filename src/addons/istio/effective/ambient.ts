/**
 * Mutual TLS as ztunnel requires it. istiod converts PeerAuthentications to rules that deny connections without an identity (istio
 * pilot/pkg/serviceregistry/ambient: convertedSelectorPeerAuthentications, convertPeerAuthentication, PolicyCollections). The result is another one
 * than that of a sidecar: DISABLE has the effect of PERMISSIVE; a port with DISABLE keeps STRICT unless another port is PERMISSIVE; an empty
 * selector in the root namespace is ignored, and the conversion of a policy with ports reads only policies without any selector around it.
 */
import type { MtlsMode } from '../../types.ts';
import type { PeerAuthentications } from './peer-authentication.ts';
import { defaultMode, evidenceOf } from './peer-authentication.ts';
import type { ModeFacts, PeerFacts, Selected } from './types.ts';

/** Modes of the policies around a workload that have no selector; `absent`: there is no such policy. */
interface Around {
  namespace: MtlsMode | 'UNSET' | 'absent';
  root: MtlsMode | 'UNSET' | 'absent';
}

type Ports = ReadonlyMap<number, MtlsMode | undefined>;

/** The modes of a workload in ambient mode. */
export function ambientPeer(peers: PeerAuthentications, selected: Selected): PeerFacts {
  const around = modeAround(peers, selected.namespace);
  const own = peers.workloadPolicy(selected);
  const base: ModeFacts =
    own?.mode === undefined ? around : { mode: own.mode, evidence: evidenceOf(own, own.mode) };
  if (!own || own.ports.size === 0) return { ...enforced(base), ports: new Map() };
  const isStrict = strictness(own.mode, own.ports, base.mode === 'STRICT', {
    namespace: modeOf(peers, selected.namespace),
    root: modeOf(peers, peers.root),
  });
  const evidence = evidenceOf(own, `portLevelMtls ${[...own.ports.keys()].join(', ')}`);
  const strict = isStrict(undefined);
  return {
    mode: strict ? 'STRICT' : 'PERMISSIVE',
    evidence: strict === (base.mode === 'STRICT') ? base.evidence : evidence,
    ports: new Map(
      [...own.ports.keys()].map((port) => [
        port,
        { mode: isStrict(port) ? 'STRICT' : 'PERMISSIVE', evidence },
      ]),
    ),
  };
}

/** Without policies of single workloads. An empty selector counts in the workload's own namespace only. */
function modeAround(peers: PeerAuthentications, namespace: string): ModeFacts {
  const { root } = peers;
  const own = namespace === root ? undefined : peers.scopePolicy(namespace);
  const mesh = peers.scopePolicy(root, namespace !== root);
  const policy = own?.mode === undefined ? mesh : own;
  return policy?.mode === undefined
    ? defaultMode(root)
    : { mode: policy.mode, evidence: evidenceOf(policy, policy.mode) };
}

function modeOf(peers: PeerAuthentications, namespace: string): Around['root'] {
  const policy = peers.scopePolicy(namespace, true);
  return policy ? (policy.mode ?? 'UNSET') : 'absent';
}

function enforced({ mode, evidence }: ModeFacts): ModeFacts {
  return { mode: mode === 'STRICT' ? mode : 'PERMISSIVE', evidence };
}

function isOpen(mode: MtlsMode | undefined): boolean {
  return mode === 'PERMISSIVE' || mode === 'DISABLE';
}

/** Whether a port requires an identity; undefined: ports that the policy does not name. */
function strictness(
  own: MtlsMode | undefined,
  ports: Ports,
  strictBase: boolean,
  around: Around,
): (port: number | undefined) => boolean {
  const modes = [...ports.values()];
  // The converted policy replaces the rule that requires an identity on every port.
  const replaced =
    strictBase && modes.some((mode) => (own === 'STRICT' ? isOpen(mode) : mode === 'PERMISSIVE'));
  if (strictBase && !replaced) return () => true;
  if (!strictBase && !modes.includes('STRICT')) return () => false;
  const denies = converted(own, ports, around);
  return (port) => denies(port);
}

/** What the converted policy denies: connections without an identity to its STRICT ports, or to all but its open ones. */
function converted(
  own: MtlsMode | undefined,
  ports: Ports,
  { namespace, root }: Around,
): (port: number | undefined) => boolean {
  const inherits = namespace === 'UNSET' || namespace === 'absent';
  const strictAround =
    own === 'STRICT' || (own === undefined && namespace === 'STRICT') || (inherits && root === 'STRICT');
  const mayExempt =
    own === 'STRICT' ||
    (own === undefined && (namespace === 'STRICT' || (namespace === 'absent' && root === 'STRICT')));
  const exempt = new Set([...ports].flatMap(([port, mode]) => (mayExempt && isOpen(mode) ? [port] : [])));
  return (port) =>
    (port !== undefined && !strictAround && ports.get(port) === 'STRICT') ||
    (exempt.size > 0 && (port === undefined || !exempt.has(port)));
}
