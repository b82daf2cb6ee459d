import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { catalogue } from '../../../src/checks/index.ts';
import type { VerdictKind } from '../../../src/result/types.ts';
import { HERE } from './paths.ts';
import type { UserName } from './users.ts';
import { USERS } from './users.ts';
import type { Variant } from './variants.ts';
import { allowsEverything } from './variants.ts';

/** Not one verdict, but any of these. */
const ANY = {
  /** Depends on the machine that runs the suite (kernel, operating system, size): only users that can read it get one. */
  machine: ['fail', 'pass', 'unknown'],
  /** The evidence is there: for rows of an area, of which each check has its own verdict. */
  decided: ['fail', 'pass', 'not-applicable'],
} satisfies Record<string, readonly VerdictKind[]>;

type ExpectedVerdict = VerdictKind | keyof typeof ANY;

/** The expected verdict of one check: for an administrator, and for users with another verdict. */
interface Row {
  is: ExpectedVerdict;
  others: Partial<Record<UserName, ExpectedVerdict>>;
}

/** Check id -> expected verdict. */
export type Expected = Readonly<Record<string, Row>>;

const KINDS: readonly string[] = [
  'fail',
  'pass',
  'unknown',
  'not-applicable',
  'machine',
  'decided',
] satisfies ExpectedVerdict[];
const TRUTH_FILE = join(HERE, 'variants/truth.yaml');
/** Users with full permissions under AlwaysAllow; a filtering proxy still limits the others. */
const UNLIMITED: readonly UserName[] = ['reader', 'kubelets', 'viewer', 'nobody'];

/**
 * The expected verdicts of a variant: the rows of `variants/truth.yaml`, which are those of `stock`, overridden by the
 * rows of its own `expected.yaml`. Under AlwaysAllow, the `unknown` of missing permissions is removed from the rows of
 * `stock`. A row `kubelet/*` is of every check of that area without a row in the same file.
 */
export async function loadExpected(variant: Variant): Promise<Expected> {
  const stock = await rowsOf(TRUTH_FILE);
  const own = await rowsOf(join(variant.dir, 'expected.yaml'));
  const base = allowsEverything(variant) ? mapRows(stock, withoutPermissions) : stock;
  return { ...base, ...own };
}

/** Expected verdict per check for one user. Throws when a check that ran has no row: it has to be derived by hand. */
export function expectedFor(
  expected: Expected,
  user: UserName,
  ran: Readonly<Record<string, VerdictKind>>,
): Record<string, ExpectedVerdict> {
  const missing = Object.keys(ran).filter((check) => !(check in expected));
  if (missing.length > 0) throw new TypeError(missingRows(missing));
  return Object.fromEntries(
    Object.entries(expected).map(([check, { is, others }]) => {
      const truth = others[user] ?? is;
      const seen = ran[check];
      const any: readonly VerdictKind[] = truth in ANY ? ANY[truth as keyof typeof ANY] : [];
      return [check, seen && any.includes(seen) ? seen : truth];
    }),
  );
}

/** Error message for the author of checks that have no row. */
function missingRows(checks: readonly string[]): string {
  return `test/cluster/variants/truth.yaml has no row for ${checks.join(', ')}: add one, thought out from the settings`;
}

function withoutPermissions({ is, others }: Row): Row {
  const kept = Object.entries(others).filter(
    ([user, kind]) => kind !== 'unknown' || !UNLIMITED.includes(user as UserName),
  );
  return { is, others: Object.fromEntries(kept) };
}

function mapRows(rows: Expected, change: (row: Row) => Row): Expected {
  return Object.fromEntries(Object.entries(rows).map(([check, row]) => [check, change(row)]));
}

async function rowsOf(file: string): Promise<Expected> {
  if (!existsSync(file)) return {};
  return expandRows((load(await readFile(file, 'utf8')) ?? {}) as Record<string, unknown>, file);
}

/** Check -> row, from the rows of checks and areas of a file. Throws when a row is of no check. */
export function expandRows(
  rows: Readonly<Record<string, unknown>>,
  file: string,
  checks = catalogue.map(({ id }) => id),
): Expected {
  const areaOf = (check: string) => `${check.slice(0, check.indexOf('/'))}/*`;
  const known = new Set([...checks, ...checks.map(areaOf)]);
  const stray = Object.keys(rows).filter((key) => !known.has(key));
  if (stray.length > 0) throw new TypeError(`${file}: there is no check ${stray.join(', ')}`);
  return Object.fromEntries(
    checks.flatMap((check) => {
      const key = check in rows ? check : areaOf(check);
      return key in rows ? [[check, rowOf(rows[key], `${file}: ${key}`)]] : [];
    }),
  );
}

/** `fail`, or `{ is: fail, unknown: [nobody] }`. */
function rowOf(row: unknown, where: string): Row {
  if (typeof row === 'string') return { is: kindOf(row, where), others: {} };
  const { is, ...lists } = row as Record<string, unknown>;
  const others: Row['others'] = {};
  for (const [kind, users] of Object.entries(lists))
    for (const user of users as string[]) {
      if (!USERS.includes(user as UserName)) throw new TypeError(`${where}: "${user}" is no user`);
      if (user in others) throw new TypeError(`${where}: two verdicts for "${user}"`);
      others[user as UserName] = kindOf(kind, where);
    }
  return { is: kindOf(is, where), others };
}

function kindOf(kind: unknown, where: string): ExpectedVerdict {
  if (typeof kind === 'string' && KINDS.includes(kind)) return kind as ExpectedVerdict;
  throw new TypeError(
    kind === 'TODO'
      ? `${where}: replace TODO by the verdict that follows from the settings of the cluster`
      : `${where}: "${String(kind)}" is no verdict`,
  );
}
