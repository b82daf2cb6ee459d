import type { CheckParts } from '../../checks/define.ts';
import { completeIn } from '../../checks/proof.ts';
import type { ClusterModel } from '../../model/parts.ts';
import { MTLS_MODES } from '../../result/mesh.ts';
import type { MeshNamespaceRow, MtlsModeName, MtlsState } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { counted } from './partial-counts.ts';

type Parts = Pick<CheckParts, 'istio' | 'mesh'>;
type Member = CheckParts['mesh']['members'][number];
type Namespace = CheckParts['istio']['namespaces'][number];

/** Reasons of one namespace; workloads have rows of their own. */
const MAX_REASONS = 5;

/** Namespaces with workloads in the mesh, or whose label requests them, by name. */
export function meshNamespaces(model: ClusterModel, parts: Parts): MeshNamespaceRow[] {
  const { istio } = parts;
  const absent = istio.installed.known && !istio.installed.value;
  if (absent && istio.namespaces.length === 0) return [];
  const facts = new Map(istio.namespaces.map((entry) => [entry.name, entry]));
  const members = groupBy(parts.mesh.members, ({ selected }) => selected.namespace);
  const mesh = meshWide(parts);
  return [...new Set([...facts.keys(), ...members.keys()])].sort().map((name) => {
    const entry = facts.get(name);
    const own = members.get(name) ?? [];
    const served = own.filter(({ membership }) => membership === 'sidecar' || membership === 'ambient');
    const outside = parts.mesh.podsOutside.get(name) ?? 0;
    const outcome = model.outcome('pods');
    const complete = completeIn(outcome, name);
    const unlisted = complete ? [] : [`Pods: ${outcome.reason ?? 'incomplete'}`];
    const judged = judge(
      [...mesh.broken(served), ...faultsOf(served), ...bypassTexts(mesh, served)],
      outsideText(outside, entry),
      [...mesh.unclear(name, served), ...unknownModes(served), ...unlisted],
    );
    return {
      name,
      enrolled: entry?.injection ?? false,
      ...counted({
        podsInMesh: {
          count: (entry?.podsInMesh ?? 0) + (parts.mesh.podsOfGateways.get(name) ?? 0),
          complete,
        },
        podsOutside: { count: outside, complete },
      }),
      mode: entry?.mtls ?? modeOf(served, istio),
      ...(served.length > 0
        ? { mtls: judged.state, reasons: judged.reasons.slice(0, MAX_REASONS) }
        : // Its Pods may be in the mesh, as its label requests.
          entry?.injection && !complete
          ? { mtls: 'unknown' as const, reasons: unlisted }
          : { reasons: [] }),
      modes: countBy(served, (member) => weakestMode(member) ?? 'unknown'),
      authorization: countBy(own, ({ authorization }) =>
        authorization.known ? parts.mesh.outcomeOf(authorization.value) : 'unknown',
      ),
    };
  });
}

/** `istio, mTLS permissive`: membership and effective mode of a namespace, for its row. */
export function meshText({ mtls, modes, authorization, ...row }: MeshNamespaceRow): string {
  // Without workloads of the mesh, it has gateways or only the label.
  if (mtls === undefined && Object.keys(authorization).length > 0) return 'istio, gateways only';
  // Which mode its Pods would have says nothing while an injector may not serve the label.
  if (mtls === undefined) return 'istio, no Pods in the mesh';
  if (mtls === 'enforced') return 'istio, mTLS strict';
  if (mtls === 'pods-outside')
    return `istio, mTLS strict, ${plural(row.podsOutside ?? 0, 'Pod')} outside the mesh`;
  if (mtls === 'unknown') return 'istio, mTLS unknown';
  const weakest = MTLS_MODES.find((one) => one !== 'STRICT' && (modes[one] ?? 0) > 0);
  if (weakest) return `istio, mTLS ${weakest.toLowerCase()}`;
  // Traffic that bypasses the proxies, or workloads in no known mode.
  return (modes.unknown ?? 0) > 0 ? 'istio, mTLS not enforced' : 'istio, mTLS strict, partly bypassed';
}

/** The weakest mode of a workload and its ports; undefined while it is unknown. */
export function weakestMode({ mtls }: Member): MtlsModeName | undefined {
  if (!mtls.known) return undefined;
  const all = new Set([mtls.value.mode, ...[...mtls.value.ports.values()].map(({ mode }) => mode)]);
  return MTLS_MODES.find((mode) => all.has(mode));
}

/** Plaintext is certain by one reason; mutual TLS only without any reason for doubt. Pods outside the mesh change nothing for those in it. */
function judge(
  broken: readonly string[],
  outside: readonly string[],
  unclear: readonly string[],
): { state: MtlsState; reasons: string[] } {
  if (broken.length > 0) return { state: 'not-enforced', reasons: [...new Set([...broken, ...outside])] };
  if (unclear.length > 0) return { state: 'unknown', reasons: [...new Set([...unclear, ...outside])] };
  return outside.length > 0
    ? { state: 'pods-outside', reasons: [...outside] }
    : { state: 'enforced', reasons: [] };
}

/** Settings and filters of the whole mesh that mutual TLS of its workloads depends on. */
function meshWide({ istio }: Parts) {
  const bypasses = groupBy(istio.bypasses, ({ workload }) => workload);
  const patched = groupBy(istio.patches, ({ namespace }) => namespace);
  const root = istio.rootNamespace.known ? istio.rootNamespace.value : undefined;
  const trusted = istio.revisions.some((revision) => revision.trusted);
  const sidecars = (served: readonly Member[]) => served.some(({ membership }) => membership === 'sidecar');
  return {
    bypasses,
    broken: (served: readonly Member[]): string[] =>
      istio.keptOut.known && sidecars(served)
        ? istio.keptOut.value.map(({ ports }) =>
            ports === undefined
              ? 'inbound traffic bypasses the sidecars mesh-wide'
              : `port ${ports} bypasses the sidecars mesh-wide`,
          )
        : [],
    unclear: (name: string, served: readonly Member[]): string[] => [
      ...(trusted ? [] : ['the origin of the control plane is not proven']),
      ...(istio.rootAssumed ? ['the root namespace of the mesh is assumed'] : []),
      ...(!istio.keptOut.known && sidecars(served) ? [istio.keptOut.reason] : []),
      ...[...new Set([root ?? '', name])]
        .flatMap((place) => patched.get(place) ?? [])
        .map((filter) => `EnvoyFilter ${filter.namespace}/${filter.name} modifies inbound listeners`),
    ],
  };
}

function faultsOf(served: readonly Member[]): string[] {
  return MTLS_MODES.flatMap((mode) => {
    if (mode === 'STRICT') return [];
    const whole = new Set<Member['workload']>();
    const ports: string[] = [];
    for (const { workload, mtls } of served) {
      if (!mtls.known) continue;
      if (mtls.value.mode === mode) whole.add(workload);
      else
        for (const [port, facts] of mtls.value.ports)
          if (facts.mode === mode && ports.length < MAX_REASONS)
            ports.push(`port ${port} of ${workload.kind} ${workload.name} is ${mode}`);
    }
    return [...(whole.size > 0 ? [`${plural(whole.size, 'workload')} in mode ${mode}`] : []), ...ports];
  });
}

function unknownModes(served: readonly Member[]): string[] {
  return served.flatMap(({ mtls }) => (mtls.known ? [] : [mtls.reason]));
}

function outsideText(outside: number, entry: Namespace | undefined): string[] {
  return outside === 0 || !entry || entry.podsInMesh === 0
    ? []
    : [`${outside} of ${plural(entry.pods, 'Pod')} outside the mesh`];
}

function bypassTexts({ bypasses }: ReturnType<typeof meshWide>, served: readonly Member[]): string[] {
  return served.flatMap(({ workload }) =>
    (bypasses.get(workload) ?? []).map(
      (bypass) => `${bypassText(bypass)} of ${workload.kind} ${workload.name} bypasses its proxy`,
    ),
  );
}

/** `port 8080`: the traffic that bypasses a proxy. */
export function bypassText({
  ports,
  interfaces,
}: Pick<CheckParts['istio']['bypasses'][number], 'ports' | 'interfaces'>): string {
  if (ports !== undefined) return `port ${ports}`;
  return interfaces === undefined ? 'inbound traffic' : `traffic on interfaces ${interfaces}`;
}

/** A namespace that the facts about namespaces do not contain: gateways alone, or a list without namespaces. */
function modeOf([first]: readonly Member[], { meshMtls }: Parts['istio']): MeshNamespaceRow['mode'] {
  return first && !first.mtls.known ? first.mtls : meshMtls;
}

/** Workloads, each once by its first answer. */
function countBy<K extends string>(
  members: readonly Member[],
  key: (member: Member) => K,
): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  const seen = new Set<Member['workload']>();
  for (const member of members) {
    if (seen.has(member.workload)) continue;
    seen.add(member.workload);
    const name = key(member);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
