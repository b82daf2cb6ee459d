/** Lists the kinds of a collector and combines the results into one outcome. */
import { messageOf } from '../shared/errors.ts';
import { grouped } from '../shared/text.ts';
import type { ListOutcome } from '../kube/types.ts';
import { cleanLine, kindKey, lackText, membersOf } from '../snapshot/index.ts';
import type { ReadRule } from '../snapshot/types.ts';
import { meaningOf } from './answers.ts';
import type { CollectContext, CollectResult, KindResult } from './define.ts';
import type { Items } from './items.ts';
import { itemsOf } from './items.ts';
import type { KindRead } from './kinds.ts';
import { isListOfAnother, ruleOf } from './kinds.ts';
import { combined } from './combine.ts';
import { wantedOf } from './targets.ts';
import type { Target, Wanted } from './targets.ts';

export interface ListSettings {
  /** Completes an item before it is projected (metadata-only items lack the rest). */
  complete?: (item: Readonly<Record<string, unknown>>) => unknown;
  /** An incomplete outcome names the kinds that were read completely: its kinds are of products that have nothing to do with each other. */
  namesWhole?: boolean;
  /** Items that another list contains, or that are read in one. */
  skip?: (item: Readonly<Record<string, unknown>>, kind: string) => boolean;
}

/** Lists all of the kinds at once (the client limits parallel requests); a refused kind does not affect the others. */
export async function listKinds(
  context: CollectContext,
  kinds: readonly KindRead[],
  settings: ListSettings = {},
): Promise<CollectResult> {
  const wanted = kinds.map((kind) => wantedOf(context, kind));
  const targets = wanted.flatMap((one) => one.targets);
  const hidden = [...new Set(wanted.flatMap((one) => one.hidden ?? []))];
  const { missing = [] } =
    hidden.length > 0 && !context.served.answered ? await context.settled('discovery') : {};
  const results = await Promise.all(targets.map((target) => readKind(context, target, settings)));
  const dropped = context.dropDoubles();
  const result = combined(
    [...results, ...hidden.map((reason) => unread(reason, missing))],
    context.namespace,
  );
  const named =
    settings.namesWhole === true && result.status === 'partial' && context.namespace === undefined
      ? { ...result, ...wholeKinds(wanted, targets, results) }
      : result;
  return dropped === 0
    ? named
    : {
        ...named,
        notes: [
          ...(named.notes ?? []),
          `${grouped(dropped)} ${dropped === 1 ? 'object' : 'objects'} came more than once; the last one counts`,
        ],
      };
}

/** The kinds of which every list was read to its end, and those that the server does not have. */
function wholeKinds(
  wanted: readonly Wanted[],
  targets: readonly Target[],
  results: readonly KindResult[],
): Pick<CollectResult, 'whole'> {
  const read = targets.filter((_target, at) => results[at]?.meaning === 'ok');
  const absent = wanted.filter(
    ({ read: { kind, unlessServed }, targets: own, hidden }) =>
      own.length === 0 && hidden === undefined && kind !== '*' && unlessServed === undefined,
  );
  return read.length === 0
    ? {}
    : { whole: [...read, ...absent.map((one) => one.read)].map((one) => ({ kind: kindKey(one) })) };
}

/** A kind that discovery should have named. */
function unread(reason: string, missing: readonly ReadRule[]): KindResult {
  return {
    meaning: missing.length > 0 ? 'permission-denied' : 'collection-failed',
    count: 0,
    reason,
    missing,
    notes: [],
    limited: false,
  };
}

async function readKind(
  context: CollectContext,
  target: Target,
  settings: ListSettings,
): Promise<KindResult> {
  const { read } = target;
  const { namespace } = context;
  if (!target.namespaced) return readIn(context, target, undefined, settings);
  if (read.only)
    return merged(await Promise.all(read.only.map((one) => readIn(context, target, one, settings))));
  if (namespace !== undefined)
    return { ...(await readIn(context, target, namespace, settings)), limited: true };
  const all = await readIn(context, target, undefined, settings);
  return all.meaning === 'permission-denied' ? readManifests(context, target, settings, all) : all;
}

/** The list of the whole cluster was refused: reads the user's own namespace and the well-known ones instead. */
async function readManifests(
  context: CollectContext,
  target: Target,
  settings: ListSettings,
  refused: KindResult,
): Promise<KindResult> {
  const namespaces = [...new Set([...(target.read.instead ?? []), context.client.info.namespace])];
  const results = await Promise.all(
    namespaces.map(async (one) => ({ one, result: await readIn(context, target, one, settings) })),
  );
  const seen = results.filter(({ result }) => result.meaning === 'ok' || result.meaning === 'partial');
  if (seen.length === 0) return refused;
  return {
    meaning: 'partial',
    count: seen.reduce((sum, { result }) => sum + result.count, 0),
    reason: `${target.plural} only of ${seen.map(({ one }) => one).join(', ')}: listing all namespaces is refused`,
    missing: refused.missing,
    notes: seen.flatMap(({ result }) => result.notes),
    limited: false,
  };
}

/** Several namespaces of one kind as one result. */
function merged(results: readonly KindResult[]): KindResult {
  const count = results.reduce((sum, result) => sum + result.count, 0);
  const missing = results.flatMap((result) => result.missing);
  const notes = results.flatMap((result) => result.notes);
  const bad = results.find(({ meaning }) => meaning === 'collection-failed' || meaning === 'partial');
  const good = results.filter(({ meaning }) => meaning === 'ok' || meaning === 'partial').length;
  const meaning =
    good === results.length && !bad ? 'ok' : good > 0 ? 'partial' : (bad?.meaning ?? 'permission-denied');
  const reason = bad?.reason;
  return { meaning, count, missing, notes, limited: false, ...(reason !== undefined && { reason }) };
}

/** One list, in the first of its versions that the server has. */
async function readIn(
  context: CollectContext,
  target: Target,
  namespace: string | undefined,
  settings: ListSettings,
): Promise<KindResult> {
  const [first = '', ...others] = target.apiVersions;
  for (const apiVersion of [first, ...others]) {
    const { result, missed } = await readVersion(context, target, apiVersion, namespace, settings);
    if (!missed || apiVersion === target.apiVersions.at(-1)) return result;
  }
  throw new Error('a kind without a version');
}

/** `missed` = 404 on the first page: another version may have it. */
async function readVersion(
  context: CollectContext,
  target: Target,
  apiVersion: string,
  namespace: string | undefined,
  { complete, skip }: ListSettings,
): Promise<{ result: KindResult; missed: boolean }> {
  const { read, kind, plural } = target;
  const items = itemsOf(target, apiVersion, namespace);
  const onItems = (list: readonly unknown[]) => {
    for (const item of list)
      if (items.take(item) && skip?.(item, kind) !== true)
        context.addRaw(apiVersion, kind, complete ? complete(item) : item);
  };
  let outcome: ListOutcome;
  try {
    outcome = await context.client.list(pathOf(apiVersion, plural, namespace), onItems, {
      signal: context.signal,
      listVersion: apiVersion,
      ...(read.metadataOnly && { metadataOnly: true }),
      // Definitions name custom lists freely, but none has the name of another kind's list.
      ...(read.version !== undefined
        ? { listKind: `${kind}List` }
        : { isForeignKind: (list: string) => isListOfAnother(list, kind) }),
      ...(read.labelSelector !== undefined && { labelSelector: read.labelSelector }),
      onProgress: (done, remaining) => {
        if (remaining !== undefined || done > 500) context.progress(progressText(plural, done, remaining));
      },
    });
  } catch (error) {
    // At the deadline, what was read until then stays; without anything the runner gives the reason.
    if (context.signal.aborted && items.count === 0) throw error;
    return { result: cut(plural, items.count, messageOf(error)), missed: false };
  }
  if (!items.ascending) context.sawDisorder();
  const came = resultOf(outcome, target, ruleOf({ group: target.group }, plural, namespace), items.count);
  const missed = outcome.status === 404 && items.count === 0;
  if (came.meaning !== 'ok') return { result: came, missed };
  const lack = await missingMembersOf(context, target, namespace, items);
  const uncertainty = items.uncertainty ?? lack;
  if (
    namespace === undefined &&
    read.labelSelector === undefined &&
    (uncertainty === undefined || lack === uncertainty)
  ) {
    const hollow = lack !== undefined && items.count === 0 && !MAY_BE_HIDDEN.has(kindKey(target));
    const { group, kind } = target;
    context.listed({ group, kind, plural, count: items.count, ...(hollow && { hollow }) });
  }
  if (uncertainty !== undefined) return { result: uncertain(came, `${plural}: ${uncertainty}`), missed };
  return { result: came, missed };
}

/** A proxy in front of the server may hide these from every user: an empty list of them is no evidence about others. */
const MAY_BE_HIDDEN = new Set([
  'ServiceAccount',
  'apiregistration.k8s.io/APIService',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
]);

/** The list was read, and is known to be incomplete. */
function uncertain(result: KindResult, reason: string): KindResult {
  return { ...result, meaning: result.count > 0 ? 'partial' : 'collection-failed', reason };
}

/** What every cluster has and this list of the whole cluster lacks; undefined when nothing is missing. */
async function missingMembersOf(
  context: CollectContext,
  target: Target,
  namespace: string | undefined,
  { names, count }: Items,
): Promise<string | undefined> {
  const { read } = target;
  const lacking = (read.holds ?? membersOf(kindKey(target))).filter((name) => !names.has(name));
  if (namespace !== undefined || lacking.length === 0) return undefined;
  if (read.holdsAfter !== undefined && !(await hasRun(context, read.holdsAfter))) return undefined;
  return lackText(lacking, count);
}

/** By the post-start hooks that the API server lists; without a list the hook may have run, unless it has to be reported. */
async function hasRun(
  { settled, records }: CollectContext,
  { hook, reported }: NonNullable<KindRead['holdsAfter']>,
): Promise<boolean> {
  await settled('health');
  const hooks = records('health')
    .flatMap(({ checks }) => checks.map(({ name }) => name))
    .filter((name) => name.startsWith('poststarthook/'));
  return hooks.length === 0 ? reported !== true : hooks.includes(`poststarthook/${hook}`);
}

function resultOf(
  outcome: ListOutcome,
  { plural, because }: Target,
  rule: ReadRule,
  count: number,
): KindResult {
  const notes = outcome.consistent
    ? []
    : [`${plural}: a continue token expired, the rest of the list is of a later moment`];
  const meaning = meaningOf(outcome.status);
  if (outcome.error === undefined && meaning === 'ok')
    return { meaning, count, missing: [], notes, limited: false };
  if (count > 0) return { ...cut(plural, count, outcome.error ?? `HTTP ${outcome.status}`), notes };
  if (meaning === 'permission-denied') return { meaning, count, missing: [rule], notes, limited: false };
  if (meaning === 'unavailable') return cut(plural, count, `HTTP ${outcome.status}, although ${because}`);
  return cut(plural, count, outcome.error ?? `HTTP ${outcome.status}`);
}

/** A list that ended early. */
function cut(plural: string, count: number, why: string): KindResult {
  const reason = `${plural}${count > 0 ? ` broke off after ${grouped(count)}` : ''}: ${cleanLine(why, 200)}`;
  return {
    meaning: count > 0 ? 'partial' : 'collection-failed',
    count,
    reason,
    missing: [],
    notes: [],
    limited: false,
  };
}

function pathOf(apiVersion: string, plural: string, namespace: string | undefined): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${scope}/${plural}`;
}

function progressText(plural: string, done: number, remaining: number | undefined): string {
  const of = remaining === undefined ? '' : ` of ~${grouped(done + remaining)}`;
  return `${plural} ${grouped(done)}${of}`;
}
