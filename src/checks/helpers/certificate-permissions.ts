import type { Request } from '../../model/requests.ts';
import { allows, bindingName, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import { listed, observed } from './objects.ts';
import { certainGroups } from '../../model/subjects.ts';

const GROUP = 'certificates.k8s.io';

/**
 * Kubernetes signers whose certificates authenticate to the API server: as any user but system:masters, or as any node. A star
 * includes every signer of the domain.
 */
const CLIENT_SIGNERS: ReadonlySet<string> = new Set([
  '*',
  'kubernetes.io/*',
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
]);

const LEGACY = 'kubernetes.io/legacy-unknown';

/** certificates.k8s.io/v1beta1, the only version that accepts requests for it, is removed since 1.22. */
const WITHOUT_LEGACY = 22;

/** An action on certificate signing requests. Each requires a permission on the requests and one on their signer. */
export interface CertificateAct {
  /** The part of it that rules grant. */
  partial: (rules: readonly PolicyRule[]) => PartialPermission;
  /** Subjects that need the permission for their function. */
  isExempt?: (subject: SubjectRecord) => boolean;
  /** The signers that count. */
  covers: (signer: string, minor: number | undefined) => boolean;
}

export const issuesClientCertificates = (signer: string, minor: number | undefined): boolean =>
  CLIENT_SIGNERS.has(signer) || (signer === LEGACY && minor !== undefined && minor < WITHOUT_LEGACY);

/** Whether these rules together allow approval of certificates that authenticate to the API server, as any user that the request names. */
export function approvesClients(rules: readonly PolicyRule[]): boolean {
  const { writes, signers } = partialApproval(rules);
  return writes && signers.some((signer) => issuesClientCertificates(signer, undefined));
}

/** Whether these rules together allow obtaining the certificate of any node, which the controller manager approves automatically. */
export function becomesNode(rules: readonly PolicyRule[]): boolean {
  const { writes, signers } = partialNodeRequest(rules);
  return writes && signers.length > 0;
}

/** Whether these rules together allow issuing certificates of Kubernetes' own signers. */
export function issuesCertificates(rules: readonly PolicyRule[]): boolean {
  const { writes, signers } = partialIssuing(rules);
  return writes && signers.some(isKubernetesSigner);
}

/** A signer of somebody's own domain is there to sign its requests. */
export function isKubernetesSigner(signer: string): boolean {
  return signer === '*' || signer.startsWith('kubernetes.io/');
}

/** The part of an action that a grant allows. */
export interface PartialPermission {
  writes: boolean;
  signers: readonly string[];
}

/** A synthetic request that stands for the complete action. */
export const COMPLETE: Request = { verb: 'approve', group: GROUP, resource: 'signers' };

/** The rule that allows it. */
const COMPLETE_RULE: PolicyRule = { verbs: ['approve'], apiGroups: [GROUP], resources: ['signers'] };

/** The subjects that can perform an action. */
export interface Doers {
  /** Their bindings that grant one or both permissions, with a rule for the whole. */
  rbac: RbacFacts;
  /** By subject: the signers, and the bindings of groups that certainly contain the subject and grant the other permission. */
  evidence: ReadonlyMap<string, readonly Evidence[]>;
}

/**
 * The subjects that can perform the whole of an action, by all bindings of one subject and of the groups that certainly contain
 * it: kube-apiserver authorizes the subresource first, and its admission plugin then the signer. Cluster-wide bindings only:
 * requests and signers are cluster-scoped.
 */
export function subjectsWith(rbac: RbacFacts, act: CertificateAct, minor: number | undefined): Doers {
  const { partial } = act;
  const giving = rbac.grants
    .filter(
      ({ namespace, rules, subject }) =>
        namespace === undefined && !isClusterAdmin(rules) && act.isExempt?.(subject) !== true,
    )
    .map((grant) => ({ grant, ...partial(grant.rules) }))
    .filter(({ writes, signers }) => writes || signers.length > 0);
  const bySubject = new Map(
    [...groupBy(giving, ({ grant }) => subjectName(grant.subject))].map(([name, all]) => [name, summed(all)]),
  );
  const evidence = new Map<string, readonly Evidence[]>();
  const grants = [...bySubject].flatMap(([name, own]) => {
    const [first] = own.grants;
    const groups = first
      ? certainGroups(first.subject).flatMap((one) => bySubject.get(`Group ${one}`) ?? [])
      : [];
    const all = [own, ...groups];
    const signers = [...new Set(all.flatMap((half) => half.signers))].filter((one) => act.covers(one, minor));
    if (signers.length === 0 || !all.some(({ writes }) => writes)) return [];
    const lacks = !own.writes || own.signers.length === 0;
    evidence.set(name, [
      observed('signers', listed(signers.map((signer) => (signer === '*' ? 'all' : signer)))),
      ...(lacks ? groups.flatMap((group) => group.grants.slice(0, 3).map(byGroup)) : []),
    ]);
    return own.grants.map((grant): Grant => ({ ...grant, rules: [COMPLETE_RULE] }));
  });
  return { rbac: { ...rbac, grants }, evidence };
}

/** All permissions of one subject for an action. */
function summed(
  all: readonly (PartialPermission & { grant: Grant })[],
): PartialPermission & { grants: readonly Grant[] } {
  return {
    writes: all.some(({ writes }) => writes),
    signers: [...new Set(all.flatMap(({ signers }) => signers))],
    grants: all.map(({ grant }) => grant),
  };
}

function byGroup({ binding, subject }: Grant): Evidence {
  return observed(
    bindingName(binding),
    `${binding.role.kind} ${binding.role.name} to ${subjectName(subject)}`,
  );
}

/** Evaluates rules once per role. */
export function partialReader(
  verb: 'approve' | 'sign',
  subresource: 'approval' | 'status',
): (rules: readonly PolicyRule[]) => PartialPermission {
  const byRole = new WeakMap<readonly PolicyRule[], PartialPermission>();
  const resource = `certificatesigningrequests/${subresource}`;
  return (rules) => {
    const before = byRole.get(rules);
    if (before) return before;
    // resourceNames of requests limit nothing: the author of a request names it. No request can have an empty name.
    const unnamed = rules
      .filter(
        ({ resourceNames = [] }) => resourceNames.length === 0 || resourceNames.some((name) => name !== ''),
      )
      .map((rule) => ({ ...rule, resourceNames: [] }));
    const partial = {
      writes: ['update', 'patch'].some((write) => allows(unnamed, { verb: write, group: GROUP, resource })),
      signers: rules.flatMap(({ resourceNames = [], ...rule }) =>
        allows([rule], { verb, group: GROUP, resource: 'signers' })
          ? resourceNames.length === 0
            ? ['*']
            : resourceNames.filter((name) => name !== '*' && name !== '')
          : [],
      ),
    };
    byRole.set(rules, partial);
    return partial;
  };
}

const partialApproval = partialReader('approve', 'approval');
export const partialIssuing = partialReader('sign', 'status');

const KUBELET_CLIENTS = 'kubernetes.io/kube-apiserver-client-kubelet';

/**
 * The controller manager approves a request for the certificate of any node immediately when its author has both permissions
 * (k8s.io/kubernetes: pkg/controller/certificates/approver/sarapprove.go).
 */
export function partialNodeRequest(rules: readonly PolicyRule[]): PartialPermission {
  const may = (resource: string) => allows(rules, { verb: 'create', group: GROUP, resource });
  return {
    writes: may('certificatesigningrequests'),
    signers: mayUnnamed(rules) ? [KUBELET_CLIENTS] : [],
  };
}

/** The controller manager checks the permission without a name. */
function mayUnnamed(rules: readonly PolicyRule[]): boolean {
  const unlimited = rules.map(({ resourceNames = [], ...rule }) =>
    resourceNames.includes('') ? rule : { ...rule, resourceNames },
  );
  return allows(unlimited, {
    verb: 'create',
    group: GROUP,
    resource: 'certificatesigningrequests/nodeclient',
  });
}

/** Bootstrap tokens exist to join nodes. */
export function isBootstrap({ kind, name }: SubjectRecord): boolean {
  return kind === 'Group'
    ? name === 'system:bootstrappers' || name.startsWith('system:bootstrappers:')
    : kind === 'User' && name.startsWith('system:bootstrap:');
}
