import { allowsNamed, namesAllowed, memoizeByRules } from '../../model/rbac.ts';
import type { Request } from '../../model/requests.ts';
import {
  IMAGE_CHANGES,
  POD_SESSIONS,
  requests,
  SECRET_READING,
  TEMPLATE_CHANGES,
} from '../../model/requests.ts';
import type { NamedObjects, RbacFacts } from '../../model/types.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import { list, permission } from '../../shared/requirement.ts';
import { groupBy } from '../../shared/group.ts';
import type { PodRecord, PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import type { Account } from './accounts.ts';
import { accountsIn, mountsToken } from './accounts.ts';
import type { Impact } from './subject-impact.ts';
import { reachesCluster } from './subject-impact.ts';

/** What rules lead to by the names of objects: the ServiceAccounts that they allow to act as, and the worth of the objects themselves. */
export interface ObjectTargets {
  accounts: readonly SubjectRecord[];
  impact: Impact;
}

type Rules = readonly PolicyRule[];
type Place = string | undefined;

const IN_PODS: readonly Request[] = [...POD_SESSIONS, ...IMAGE_CHANGES];

const KUBELETS = requests(['get', 'create'], '', 'nodes/proxy');

const namesOf = (wanted: readonly Request[]) =>
  memoizeByRules((rules) => [...new Set(wanted.flatMap((request) => namesAllowed(rules, request)))]);

const podNames = namesOf(IN_PODS);
const nodeNames = namesOf(KUBELETS);
const secretNames = namesOf(SECRET_READING);
const templateKeys = memoizeByRules((rules) => [
  ...new Set(
    TEMPLATE_CHANGES.flatMap(({ kind, ...request }) =>
      namesAllowed(rules, request).map((name) => `${kind} ${name}`),
    ),
  ),
]);

/**
 * Pods, nodes, controllers and Secrets that names in rules refer to. With `open`, each name that was not collected may refer to
 * any object.
 */
export class ChainObjects {
  private readonly rbac: RbacFacts;
  private readonly open: boolean;
  private readonly pods: ReadonlyMap<string, readonly PodRecord[]>;
  private readonly tokens: ReadonlyMap<string, RbacFacts['tokens']>;

  constructor(rbac: RbacFacts, open: boolean) {
    this.rbac = rbac;
    this.open = open;
    this.pods = groupBy(rbac.named.pods.all, ({ name }) => name);
    this.tokens = groupBy(rbac.tokens, ({ name }) => name);
  }

  /** By the names in rules that are granted in a place. */
  targets(rules: Rules, place: Place): ObjectTargets {
    const { named } = this.rbac;
    const system = reachesCluster({ namespace: place });
    const pods = podNames(rules)
      .flatMap((name) => this.pods.get(name) ?? [])
      .filter((pod) => isIn(pod, place));
    const secrets = secretNames(rules)
      .flatMap((name) => this.tokens.get(name) ?? [])
      .filter((secret) => isIn(secret, place));
    const templates = system ? templateKeys(rules) : [];
    const open = this.open && this.isOpen(rules, place);
    return {
      accounts: [
        ...pods.flatMap((pod) => this.accountOf(pod)),
        ...secrets.flatMap(accountOfToken),
        ...(open ? accountsIn(this.rbac, place) : []),
      ],
      impact: templates.some((key) => named.systemControllers.has(key))
        ? 'all'
        : open && system && (this.mayChangeTemplate(templates) || changesIdentities(rules, named))
          ? 'all'
          : pods.some(({ namespace }) => namespace === 'kube-system') ||
              (place === undefined && nodeNames(rules).some(named.isControlPlane))
            ? 'some'
            : 'none',
    };
  }

  /** ServiceAccounts of the pods in a place, with their token. */
  running(place: Place): Account[] {
    const { all, byNamespace } = this.rbac.named.pods;
    const pods = place === undefined ? all : (byNamespace.get(place) ?? []);
    return pods.flatMap((pod) => this.accountOf(pod));
  }

  /** ServiceAccounts with tokens in Secrets of a place. */
  stored(place: Place): SubjectRecord[] {
    if (this.open && !this.rbac.named.secrets.all.known) return [...accountsIn(this.rbac, place)];
    return this.rbac.tokens.filter((secret) => isIn(secret, place)).flatMap(accountOfToken);
  }

  private accountOf({ namespace, template }: PodRecord): Account[] {
    const { serviceAccount: name = 'default' } = template;
    const mounts = mountsToken(template, this.rbac.named.automounts.get(`${namespace}/${name}`));
    return mounts ? [{ kind: 'ServiceAccount', namespace, name }] : [];
  }

  /** Whether one of the names belongs to an object that was not listed. */
  private isOpen(rules: Rules, place: Place): boolean {
    const { pods, secrets } = this.rbac.named;
    const system = reachesCluster({ namespace: place });
    return (
      (!secrets.all.known &&
        secretNames(rules).some(
          (name) => !secrets.seen.some((one) => one.name === name && isIn(one, place)),
        )) ||
      (!pods.complete && podNames(rules).some((name) => !this.pods.has(name))) ||
      (system && (this.mayChangeTemplate(templateKeys(rules)) || changesIdentities(rules, this.rbac.named)))
    );
  }

  private mayChangeTemplate(templates: readonly string[]): boolean {
    return templates.length > 0 && !this.rbac.named.pods.controllersComplete;
  }
}

/** Whether rules allow changes of the ConfigMap that maps credentials to users and groups. */
export function changesIdentities(rules: Rules, { identities }: NamedObjects): boolean {
  return (
    identities !== undefined &&
    requests(['update', 'patch'], '', 'configmaps').some((request) =>
      allowsNamed(rules, request, identities.name),
    )
  );
}

/** Why names may refer to more than was collected; undefined where everything was. */
export function openNames({ named: { pods, secrets, identities } }: RbacFacts): UnknownReason | undefined {
  const open: readonly UnknownReason[] = [
    ...(secrets.all.known ? [] : [secrets.all]),
    ...(pods.complete ? [] : [{ reason: 'the Pod list is incomplete', requires: [list('pods')] }]),
    ...(pods.controllersComplete ? [] : [CONTROLLERS]),
    ...(identities ? [identities] : []),
  ];
  return open.length === 0
    ? undefined
    : {
        reason: open.map(({ reason }) => reason).join('; '),
        requires: open.flatMap(({ requires }) => requires),
      };
}

/** Controllers that create pods from a template. */
export const CONTROLLERS: UnknownReason = {
  reason: 'the list of controllers is incomplete',
  requires: [
    permission(
      [
        { verb: 'list', group: 'apps', resource: 'deployments' },
        { verb: 'list', group: 'apps', resource: 'daemonsets' },
        { verb: 'list', group: 'apps', resource: 'statefulsets' },
        { verb: 'list', group: 'apps', resource: 'replicasets' },
        { verb: 'list', resource: 'replicationcontrollers' },
        { verb: 'list', group: 'batch', resource: 'cronjobs' },
      ],
      { as: 'deployments, daemonsets, statefulsets, replicasets, replicationcontrollers and cronjobs' },
    ),
  ],
};

function isIn({ namespace }: { namespace: string }, place: Place): boolean {
  return place === undefined || place === namespace;
}

function accountOfToken({ namespace, serviceAccount }: RbacFacts['tokens'][number]): SubjectRecord[] {
  return serviceAccount === undefined ? [] : [{ kind: 'ServiceAccount', namespace, name: serviceAccount }];
}
