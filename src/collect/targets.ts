/** What is requested of a kind: by discovery, and by what every API server of this release serves. */
import type { CollectContext } from './define.ts';
import { minorOf } from '../snapshot/index.ts';
import { builtIn, isServedBy } from './built-in.ts';
import { apiOf } from './kinds.ts';
import type { KindRead } from './kinds.ts';
import type { ServedKind } from './served.ts';

/** One kind to request: group, versions and plural are the server's. */
export interface Target {
  read: KindRead;
  group: string;
  /** In the order in which they are tried. */
  apiVersions: readonly string[];
  kind: string;
  plural: string;
  namespaced: boolean;
  /** Why it is requested, so that a 404 is no answer: `discovery names it`. */
  because: string;
}

/** What is known of a kind before the request. Neither targets nor `hidden` = the server does not have it. */
export interface Wanted {
  read: KindRead;
  targets: readonly Target[];
  /** Why it is unknown whether there are objects of it. */
  hidden?: string;
}

const NAMED = 'discovery names it';

export function wantedOf(context: CollectContext, read: KindRead): Wanted {
  const { served } = context;
  const { group, kind, unlessServed } = read;
  if (unlessServed !== undefined && served.hasGroup(unlessServed) && !served.isUnobserved(unlessServed))
    return { read, targets: [] };
  const found = kind === '*' ? [...served.kindsOf(group)] : findIn(context, read);
  const targets = found.flatMap((one) => (one.listable ? [targetOf(read, one)] : []));
  if (targets.length > 0) {
    // Discovery may have cached a part of a group that did not respond.
    const partly = kind === '*' && served.isUnobserved(group);
    return { read, targets, ...(partly && { hidden: UNOBSERVED(group) }) };
  }
  if (read.version !== undefined) {
    const guess = guessOf(context, read);
    return { read, targets: guess === undefined ? [] : [guess] };
  }
  if (found.length > 0 && kind !== '*')
    return { read, targets, hidden: `${read.plural}.${group} cannot be listed` };
  const unknown = served.isUnobserved(group) || (!served.answered && !served.hasGroup(group));
  return { read, targets, ...(unknown && { hidden: UNOBSERVED(group) }) };
}

const UNOBSERVED = (group: string) => `what ${group} serves is unknown, because discovery did not report it`;

/** The kind in its group, else in its former group. */
function findIn({ served }: CollectContext, { group, kind }: KindRead): ServedKind[] {
  const formerly = builtIn(group, kind)?.formerly;
  const found =
    served.find(group, kind) ??
    (formerly === undefined ? undefined : served.find(apiOf(formerly).group, kind));
  return found ? [found] : [];
}

function targetOf(read: KindRead, { group, kind, plural, namespaced, versions }: ServedKind): Target {
  const apiVersions = versions.map((version) => (group === '' ? version : `${group}/${version}`));
  return { read, group, apiVersions, kind, plural, namespaced, because: NAMED };
}

/**
 * A part of Kubernetes that discovery does not name is requested nevertheless where every server of this release has it, and
 * where discovery is incomplete. Undefined = the server does not have it.
 */
function guessOf({ served, records }: CollectContext, read: KindRead): Target | undefined {
  const { group, kind, plural, namespaced, version = '' } = read;
  const minor = minorOf(records('version')[0]);
  const expected = isServedBy(minor, group, kind);
  const reported = served.answered && !served.isUnobserved(group);
  if (reported && !expected) return undefined;
  const formerly = builtIn(group, kind)?.formerly;
  return {
    read,
    group,
    // `extensions` ended with 1.22: it is not requested from newer servers.
    apiVersions: [
      group === '' ? version : `${group}/${version}`,
      ...(formerly !== undefined && (minor ?? 99) < 22 ? [formerly] : []),
    ],
    kind,
    plural,
    namespaced,
    because: expected
      ? `every API server${minor === undefined ? '' : ` of 1.${minor}`} serves it`
      : `what ${group === '' ? 'v1' : group} serves is not known`,
  };
}
