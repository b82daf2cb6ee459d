import { allows, namesAllowed, memoizeByRules, subjectName } from '../../model/rbac.ts';
import { SECRET_READING } from '../../model/requests.ts';
import type { Grant, RbacFacts, SecretFacts, TrustFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { accountsIn, accountsNamed } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { NamedInput } from './named-permissions.ts';
import { oncePlaced, permissionsOf } from './targets.ts';
import type { NamedPermission, NamedPermissions, Options } from './targets.ts';
import type { Impact, Impacts } from './subject-impact.ts';

export interface SecretInput extends NamedInput {
  secrets: SecretFacts;
  trust: TrustFacts;
}

/** Single Secrets with a token of a ServiceAccount that leads further. */
export function namedSecrets(input: SecretInput): NamedPermissions {
  const strongest = strongestReader(input);
  const holding = holdingReader(input);
  const existing = oncePlaced(({ rules, namespace }) => {
    return readableNames(rules).map((name): Options => {
      const held = holding(name, namespace);
      const [worst] = held;
      if (!worst) return uncollectedSecret(name, namespace, input.secrets, strongest);
      const { account, sure, impact } = worst;
      return [
        {
          may: `read Secret ${name}, ${sure ? '' : 'by its name '}a token of ${subjectName(account)}`,
          leads: sure && impact === 'all',
        },
      ];
    });
  });
  return (own, beside = []) => {
    const read = own.flatMap((grant) => [
      ...permissionsOf(grant, existing(grant)),
      ...allOfNamespace(grant, input, strongest),
    ]);
    const reported = new Set<string>();
    return [
      ...madeTokens(own, beside, input, strongest),
      ...read.filter(({ may }) => !reported.has(may) && reported.add(may)),
    ];
  };
}

/**
 * All Secrets of one namespace: identities/namespace-permissions reports these, as far as they were listed. A Secret that was not
 * listed may contain a token of an administrator.
 */
function allOfNamespace(
  grant: Grant,
  { secrets, trust }: SecretInput,
  strongest: Strongest,
): NamedPermission[] {
  const { rules, namespace, subject } = grant;
  if (namespace === undefined || !SECRET_READING.some((request) => allows(rules, request))) return [];
  return uncollectedSecret(undefined, namespace, secrets, strongest)
    .map(({ may, leads, uncollected }): NamedPermission => ({
      may,
      leads,
      grants: [grant],
      ...(uncollected && { uncollected }),
    }))
    .flatMap((permission) => unlessProducts(permission, subject, namespace, trust));
}

/** The ServiceAccount of a product in its own namespace needs it for its function. */
function unlessProducts(
  permission: NamedPermission,
  subject: SubjectRecord | undefined,
  namespace: string | undefined,
  trust: TrustFacts,
): NamedPermission[] {
  if (namespace === undefined || namespace === 'kube-system' || subject?.namespace !== namespace)
    return [permission];
  const products = trust.isProductNamespace(namespace);
  if (products.known) return products.value ? [] : [permission];
  return [{ ...permission, uncollected: products }];
}

/** Names of the Secrets that rules allow to read. */
const readableNames = memoizeByRules((rules): readonly string[] => [
  ...new Set(SECRET_READING.flatMap((request) => namesAllowed(rules, request))),
]);

const CREATE = { verb: 'create', group: '', resource: 'secrets' } as const;

/**
 * A subject that can create Secrets, and read one by its name, can create one of that name for any ServiceAccount of the namespace, and the
 * controller manager puts a token into it (https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets). For the
 * ServiceAccount of a product in its own namespace that is its function.
 */
function madeTokens(
  own: readonly Grant[],
  beside: readonly Grant[],
  { trust }: SecretInput,
  strongest: Strongest,
): NamedPermission[] {
  const all = [...own, ...beside];
  const creators = all.filter(({ rules }) => allows(rules, CREATE));
  if (creators.length === 0) return [];
  const seen = new Set<string | undefined>();
  return all.flatMap((grant): NamedPermission[] => {
    const [name] = readableNames(grant.rules);
    if (name === undefined) return [];
    const creator = creators.find((one) => one === grant || meet(one, grant));
    if (!creator) return [];
    const namespace = grant.namespace ?? creator.namespace;
    const strong = strongest(namespace, own[0]?.subject);
    // All names are equivalent.
    if (!strong || seen.has(namespace)) return [];
    seen.add(namespace);
    const permission = {
      may: `create a token of ${subjectName(strong.account)} in a new Secret ${name}`,
      leads: strong.impact === 'all',
      grants: [...new Set([grant, creator])],
    };
    return unlessProducts(permission, own[0]?.subject, namespace, trust);
  });
}

/** Whether both apply to one namespace. */
function meet(one: Grant, other: Grant): boolean {
  return one.namespace === undefined || other.namespace === undefined || one.namespace === other.namespace;
}

/**
 * The ServiceAccount of a namespace (undefined = of any) with the highest worth, without the subject itself; undefined where none leads
 * further.
 */
type Strongest = (
  namespace: string | undefined,
  but?: SubjectRecord,
) => { account: Account; impact: Impact } | undefined;

function strongestReader({ rbac, chains }: NamedInput): Strongest {
  const best = new Map<string | undefined, { account: Account; impact: Impact }[]>();
  return (namespace, but) => {
    let ranked = best.get(namespace);
    if (!ranked) best.set(namespace, (ranked = rankedIn(namespace, rbac, chains.impact)));
    const self = but && subjectName(but);
    return ranked.find(({ account }) => subjectName(account) !== self);
  };
}

/** The first two are sufficient: at least one of them is not the subject itself. */
function rankedIn(namespace: string | undefined, rbac: RbacFacts, impacts: Impacts) {
  // Every namespace has a ServiceAccount, whose groups grant it what all ServiceAccounts have.
  const some: Account = { kind: 'ServiceAccount', namespace: namespace ?? 'default', name: 'default' };
  const seen = accountsIn(rbac, namespace);
  const all = (seen.some(({ name }) => name === 'default') ? seen : [...seen, some]).map((account) => ({
    account,
    impact: impacts(account),
  }));
  return (['all', 'some'] as const)
    .flatMap((wanted) => all.filter(({ impact }) => impact === wanted))
    .slice(0, 2);
}

/** A Secret that was not listed may contain a token of any ServiceAccount of its namespace. No name = all Secrets of it. */
function uncollectedSecret(
  name: string | undefined,
  namespace: string | undefined,
  secrets: SecretFacts,
  strongest: Strongest,
): Options {
  if (secrets.all.known || secrets.seen.some((one) => one.name === name)) return [];
  const strong = strongest(namespace);
  if (strong?.impact !== 'all') return [];
  const { reason, requires } = secrets.all;
  return [
    {
      may: name === undefined ? `read all Secrets of namespace ${namespace ?? ''}` : `read Secret ${name}`,
      leads: false,
      uncollected: {
        reason: `unknown whether ${name === undefined ? 'one' : 'it'} contains a token, such as that of ${subjectName(strong.account)}: ${reason}`,
        requires,
      },
    },
  ];
}

interface Holding {
  account: SubjectRecord;
  sure: boolean;
  impact: Impact;
}

/** ServiceAccounts that lead further, with a token in a Secret of this name, worst first. */
function holdingReader({
  rbac,
  chains,
  secrets,
}: SecretInput): (name: string, namespace: string | undefined) => Holding[] {
  const seen = groupBy(secrets.seen, ({ name }) => name);
  return (name, namespace) => {
    const known = (seen.get(name) ?? []).filter(
      (one) => namespace === undefined || one.namespace === namespace,
    );
    const accounts =
      known.length > 0 || secrets.all.known
        ? known.flatMap(({ namespace, serviceAccount }): Omit<Holding, 'impact'>[] =>
            serviceAccount === undefined
              ? []
              : [{ account: { kind: 'ServiceAccount', namespace, name: serviceAccount }, sure: true }],
          )
        : byOldNames(name, namespace, rbac).map((account) => ({ account, sure: false }));
    return accounts
      .map((one) => ({ ...one, impact: chains.impact(one.account) }))
      .filter(({ impact }) => impact !== 'none')
      .sort((a, b) => Number(b.impact === 'all') - Number(a.impact === 'all'));
  };
}

/** Where Secrets were not collected: by the names that Kubernetes gave them up to 1.23, `NAME-token` and `NAME-token-x7k2p`. */
function byOldNames(name: string, namespace: string | undefined, rbac: RbacFacts): Account[] {
  return [...name.matchAll(/-token(?=-|$)/g)].flatMap(({ index }) =>
    accountsNamed(rbac, name.slice(0, index)).filter(
      (account) => namespace === undefined || account.namespace === namespace,
    ),
  );
}
