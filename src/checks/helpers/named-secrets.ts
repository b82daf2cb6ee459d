import { allows, subjectName } from '../../model/rbac.ts';
import type { Grant, RbacFacts, SecretFacts, TrustFacts } from '../../model/types.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { accountsIn } from './accounts.ts';
import type { Account } from './accounts.ts';
import { limited } from './named-rights.ts';
import type { NamedInput, NamedRight, NamedRights } from './named-rights.ts';
import type { Worth, Worths } from './worth.ts';

/** The answer to a patch holds the whole object, whatever it changes. */
const READING = ['get', 'list', 'watch', 'patch'] as const;

export interface SecretInput extends NamedInput {
  secrets: SecretFacts;
  trust: TrustFacts;
}

/** Single Secrets that hold a token of an account that leads further. */
export function namedSecrets(input: SecretInput): NamedRights {
  const { rbac, worths, secrets } = input;
  const strongest = strongestReader(input);
  return (own, beside = []) => [...madeTokens(own, beside, input, strongest), ...existing(own)];

  function existing(own: readonly Grant[]): NamedRight[] {
    return readable(own)
      .flatMap(({ grant, name }): NamedRight[] => {
        const holding = tokensNamed(name, grant, rbac, secrets)
          .map(({ account, sure }) => ({ account, sure, worth: worths(account) }))
          .find(({ worth }) => worth !== 'none');
        if (holding)
          return [
            {
              may: `read Secret ${name}, ${holding.sure ? '' : 'by its name '}a token of ${subjectName(holding.account)}`,
              leads: holding.sure && holding.worth === 'all',
              grants: [grant],
            },
          ];
        return unseenSecret(name, grant, secrets, strongest);
      })
      .filter((right, index, all) => all.findIndex(({ may }) => may === right.may) === index);
  }
}

function readable(grants: readonly Grant[]): { grant: Grant; name: string }[] {
  return READING.flatMap((verb) => limited(grants, { verb, group: '', resource: 'secrets' }));
}

const CREATE = { verb: 'create', group: '', resource: 'secrets' } as const;

/**
 * Who may create Secrets, and read one by its name, makes one of that name for any account of the namespace, and the controller manager puts
 * a token into it (https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets). For the account of a product in
 * its own namespace that is its work.
 */
function madeTokens(
  own: readonly Grant[],
  beside: readonly Grant[],
  { trust }: SecretInput,
  strongest: Strongest,
): NamedRight[] {
  const all = [...own, ...beside];
  const creators = all.filter(({ rules }) => allows(rules, CREATE));
  if (creators.length === 0) return [];
  const seen = new Set<string>();
  return readable(all).flatMap(({ grant, name }): NamedRight[] => {
    const creator = creators.find((one) => one === grant || meet(one, grant));
    if (!creator) return [];
    const namespace = grant.namespace ?? creator.namespace;
    const strong = strongest(namespace, own[0]?.subject);
    const key = `${namespace ?? ''}/${name}`;
    if (!strong || seen.has(key)) return [];
    seen.add(key);
    const right = {
      may: `create a token of ${subjectName(strong.account)} in a new Secret ${name}`,
      leads: strong.worth === 'all',
      grants: [...new Set([grant, creator])],
    };
    if (namespace === undefined || namespace === 'kube-system' || own[0]?.subject.namespace !== namespace)
      return [right];
    const products = trust.isProducts(namespace);
    if (products.known) return products.value ? [] : [right];
    return [{ ...right, unseen: products }];
  });
}

/** Do both reach one namespace? */
function meet(one: Grant, other: Grant): boolean {
  return one.namespace === undefined || other.namespace === undefined || one.namespace === other.namespace;
}

/** The account of a namespace (undefined = of any) that is worth most, somebody's own left out; undefined where none leads further. */
type Strongest = (
  namespace: string | undefined,
  but?: SubjectRecord,
) => { account: Account; worth: Worth } | undefined;

function strongestReader({ rbac, worths }: NamedInput): Strongest {
  const best = new Map<string | undefined, { account: Account; worth: Worth }[]>();
  return (namespace, but) => {
    let ranked = best.get(namespace);
    if (!ranked) best.set(namespace, (ranked = rankedIn(namespace, rbac, worths)));
    const self = but && subjectName(but);
    return ranked.find(({ account }) => subjectName(account) !== self);
  };
}

/** The first two suffice: one of them is somebody else's. */
function rankedIn(namespace: string | undefined, rbac: RbacFacts, worths: Worths) {
  // Every namespace has an account, whose groups give it what all accounts have.
  const some: Account = { kind: 'ServiceAccount', namespace: namespace ?? 'default', name: 'default' };
  const seen = accountsIn(rbac, namespace);
  const all = (seen.some(({ name }) => name === 'default') ? seen : [...seen, some]).map((account) => ({
    account,
    worth: worths(account),
  }));
  return (['all', 'some'] as const)
    .flatMap((wanted) => all.filter(({ worth }) => worth === wanted))
    .slice(0, 2);
}

/** A Secret that was not listed holds a token of any account of its namespace, as far as anybody can tell. */
function unseenSecret(name: string, grant: Grant, secrets: SecretFacts, strongest: Strongest): NamedRight[] {
  const { namespace } = grant;
  if (secrets.all.known || secrets.seen.some((one) => one.name === name)) return [];
  const strong = strongest(namespace);
  if (strong?.worth !== 'all') return [];
  const { reason, requires } = secrets.all;
  return [
    {
      may: `read Secret ${name}`,
      leads: false,
      grants: [grant],
      unseen: {
        reason: `unknown whether it contains a token, such as that of ${subjectName(strong.account)}: ${reason}`,
        requires,
      },
    },
  ];
}

/** By the metadata of Secrets; where those were not read, by the names that Kubernetes gave them up to 1.23. */
function tokensNamed(
  name: string,
  { namespace }: Grant,
  rbac: RbacFacts,
  secrets: SecretFacts,
): { account: SubjectRecord; sure: boolean }[] {
  const known = secrets.seen.filter(
    (one) => one.name === name && (namespace === undefined || one.namespace === namespace),
  );
  if (known.length > 0 || secrets.all.known)
    return known.flatMap((one) =>
      one.serviceAccount === undefined
        ? []
        : [
            {
              account: { kind: 'ServiceAccount', namespace: one.namespace, name: one.serviceAccount },
              sure: true,
            },
          ],
    );
  return accountsIn(rbac, namespace)
    .filter((one) => name === `${one.name}-token` || name.startsWith(`${one.name}-token-`))
    .map((account) => ({ account, sure: false }));
}
