import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { Known, unknown } from '../../../shared/evidence.ts';
import { groupByEach } from '../../../shared/group.ts';
import { once } from '../../../shared/once.ts';
import { andThen, known } from '../../../shared/evidence.ts';
import type { IstioFacts } from '../../types.ts';
import {
  AUTHORIZATION_POLICIES,
  DESTINATION_RULES,
  listed,
  PEER_AUTHENTICATIONS,
  REQUEST_AUTHENTICATIONS,
} from '../listed.ts';
import { isControlPlane } from '../recognition/control-planes.ts';
import { MARKS } from '../recognition/marks.ts';
import { origins } from '../../origin.ts';
import { clusterDomain, DEFAULT_DOMAIN } from '../cluster-domain.ts';
import { placesOf } from '../places.ts';
import { ambientPeer } from './ambient.ts';
import { authorizationOf, readAuthorizationPolicies } from './authorization.ts';
import { DestinationRules, readDestinationRules } from './destination-rules.ts';
import { Injectors } from './injection.ts';
import { enforcementPatches } from './enforcement.ts';
import { membershipOf } from './membership.ts';
import { outcomeOf } from './outcome.ts';
import { podsBeside } from './outside.ts';
import { invalid } from './read.ts';
import { MemberIndex } from './ports.ts';
import { PeerAuthentications, readPeerAuthentications } from './peer-authentication.ts';
import { readRequestAuthentications } from './request-authentication.ts';
import { PolicyIndex } from './select.ts';
import { settingsOf } from './settings.ts';
import type { MemberFacts, MeshFacts, PolicyFacts, ReadPolicies } from './types.ts';
import { enforcedByZtunnel } from './ztunnel.ts';

/** The effective configuration of the mesh: its settings, and for each workload the policies that istiod applies to it. */
export function buildMesh(model: ClusterModel & { readonly istio: IstioFacts }): MeshFacts {
  const { extensions, istio } = model;
  const control = model.workloads.filter(isControlPlane);
  const { trusted } = origins(control, MARKS, model.trust);
  const decisive = trusted.length > 0 ? trusted : control;
  const domain = domainFor(model, decisive);
  const read: ReadPolicies = {
    peerAuthentications: readPeerAuthentications(extensions.custom),
    authorizationPolicies: readAuthorizationPolicies(extensions.custom),
    requestAuthentications: readRequestAuthentications(extensions.custom),
    destinationRules: readDestinationRules(extensions.custom, domain.known ? domain.value : DEFAULT_DOMAIN),
  };
  const policies = {
    peerAuthentications: listed(model, PEER_AUTHENTICATIONS, read.peerAuthentications),
    authorizationPolicies: listed(model, AUTHORIZATION_POLICIES, read.authorizationPolicies),
    requestAuthentications: listed(model, REQUEST_AUTHENTICATIONS, read.requestAuthentications),
  };
  const isInRoot = ({ namespace }: WorkloadFacts) =>
    istio.rootNamespace.known && istio.rootNamespace.value === namespace;
  const effective = evaluator(istio.rootNamespace, policies, read);
  const members = membersOf(model, (workload) => trusted.includes(workload) || isInRoot(workload)).map(
    (member): MemberFacts => ({ ...member, ...effective(member) }),
  );
  const settings = settingsOf(placesOf(extensions, decisive), extensions, control);
  const index = new MemberIndex(members, model.services);
  return {
    settings,
    domain,
    members,
    ...podsBeside(model, members),
    outcomeOf,
    ...policies,
    read,
    clients: andThen(domain, () =>
      andThen(istio.rootNamespace, (root) =>
        andThen(settings, ({ defaultDestinationRuleExportTo }) =>
          andThen(listed(model, DESTINATION_RULES, read.destinationRules), (rules) =>
            known(new DestinationRules(rules, root, defaultDestinationRuleExportTo)),
          ),
        ),
      ),
    ),
    selectedBy: selection(members, read, istio.rootNamespace),
    peers: andThen(istio.rootNamespace, (root) =>
      known(new PeerAuthentications(read.peerAuthentications, root)),
    ),
    labelled: (namespace, labels) => index.labelled(namespace, labels),
    membersOf: (service) => index.behind(service),
    patchesOf: enforcementPatches(
      extensions.custom,
      istio.rootNamespace.known ? istio.rootNamespace.value : '',
    ),
    portsOf: (member) => index.portsOf(member),
  };
}

function domainFor({ extensions, services }: ClusterModel, control: readonly WorkloadFacts[]): Known<string> {
  const names = once(
    () => new Set(services.map(({ record: { namespace, name } }) => `${name}.${namespace}`)),
  );
  const hosts = extensions.custom.flatMap(({ kind, spec }) =>
    kind === 'DestinationRule' && typeof spec['host'] === 'string' ? [spec['host']] : [],
  );
  return clusterDomain(control, hosts, (name) => names().has(name));
}

type Policies = Pick<MeshFacts, 'peerAuthentications' | 'authorizationPolicies' | 'requestAuthentications'>;
type Effective = Pick<MemberFacts, 'mtls' | 'authorization' | 'authentication'>;
type Member = Omit<MemberFacts, keyof Effective>;

/** Computes the policies of one workload; unknown where a list is incomplete, or a policy that may apply has a problem. */
function evaluator(
  root: Known<string>,
  policies: Policies,
  read: ReadPolicies,
): (member: Member) => Effective {
  const peers = inMesh(
    root,
    policies.peerAuthentications,
    (list, name) => new PeerAuthentications(list, name),
  );
  const rules = inMesh(root, policies.authorizationPolicies, (list, name) => new PolicyIndex(list, name));
  const tokens = inMesh(root, policies.requestAuthentications, (list, name) => new PolicyIndex(list, name));
  const broken = firstProblems(read);
  const open = (kind: string, namespace: string) =>
    (root.known ? broken(kind, root.value) : undefined) ?? broken(kind, namespace);
  return ({ selected, membership }) => {
    const { namespace } = selected;
    return {
      mtls:
        open('PeerAuthentication', namespace) ??
        andThen(peers, (found) => {
          const peer = membership === 'ambient' ? ambientPeer(found, selected) : found.workload(selected);
          return known(peer, peer.evidence);
        }),
      authorization:
        open('AuthorizationPolicy', namespace) ??
        andThen(rules, (found) => {
          const attached = found.attachedTo(selected);
          return known(membership === 'ambient' ? enforcedByZtunnel(attached) : authorizationOf(attached));
        }),
      authentication:
        open('RequestAuthentication', namespace) ??
        andThen(tokens, (found) => known(found.attachedTo(selected))),
    };
  };
}

/** Policies with the root namespace of their mesh. */
function inMesh<T, R>(
  root: Known<string>,
  policies: Known<readonly T[]>,
  use: (policies: readonly T[], root: string) => R,
): Known<R> {
  return andThen(root, (name) => andThen(policies, (list) => known(use(list, name))));
}

/** The first policy of each kind and namespace that an API server would reject, as a reason. */
function firstProblems(read: ReadPolicies) {
  const found = new Map<string, ReturnType<typeof unknown>>();
  for (const list of [read.peerAuthentications, read.authorizationPolicies, read.requestAuthentications])
    for (const policy of list) {
      const key = `${policy.record.kind} ${policy.namespace}`;
      const problem = invalid(policy);
      if (problem && !found.has(key)) found.set(key, problem);
    }
  return (kind: string, namespace: string) => found.get(`${kind} ${namespace}`);
}

/**
 * Workloads of the mesh; one with templates that have different labels once for each, because policies select them separately. Policies
 * select pods, and the injector adds labels to them: a template without pods counts only where no pod is observed. The control plane is no
 * member; a workload that only looks like one is.
 */
function membersOf(model: ClusterModel, isIstio: (workload: WorkloadFacts) => boolean): Member[] {
  const injectors = new Injectors(model.extensions.webhooks);
  const labels = new Map(model.namespaces.map(({ name, record }) => [name, record.labels]));
  return model.workloads.flatMap((workload) => {
    if (isControlPlane(workload) && isIstio(workload)) return [];
    const found = membershipOf(workload, labels.get(workload.namespace), injectors);
    if (!found) return [];
    const running = workload.templates.filter(({ pods }) => pods.length > 0);
    const variants = new Map(
      (running.length > 0 ? running : workload.templates).map(({ template }) => [
        JSON.stringify(template.labels),
        template.labels,
      ]),
    );
    return [...variants.values()].map((of) => ({
      ...found,
      workload,
      selected: {
        namespace: workload.namespace,
        labels: of,
        ...(found.membership === 'waypoint' && { waypoint: true }),
      },
    }));
  });
}

/** Members by policy, computed at the first question. Without a known root namespace: those of the policy's own namespace. */
function selection(
  members: readonly MemberFacts[],
  { authorizationPolicies, requestAuthentications }: ReadPolicies,
  root: Known<string>,
): MeshFacts['selectedBy'] {
  let index: Map<unknown, MemberFacts[]> | undefined;
  const build = () => {
    const policies = new PolicyIndex<PolicyFacts>(
      [...authorizationPolicies, ...requestAuthentications],
      root.known ? root.value : '',
    );
    return groupByEach(members, ({ selected }) => policies.attachedTo(selected).map(({ record }) => record));
  };
  return ({ record }) => (index ??= build()).get(record) ?? [];
}
