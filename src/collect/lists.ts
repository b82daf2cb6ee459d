/** Lists the kinds of a collector and makes one outcome of what came. */
import { messageOf } from '../shared/errors.ts';
import type { ListOutcome } from '../kube/types.ts';
import { cleanLine } from '../snapshot/index.ts';
import type { ReadRule } from '../snapshot/types.ts';
import type { Meaning } from './answers.ts';
import { isObject, meaningOf } from './answers.ts';
import type { CollectContext, CollectResult } from './define.ts';
import type { KindRead } from './kinds.ts';
import { ruleOf } from './kinds.ts';
import { combined } from './combine.ts';

/** How reading one kind went. */
export interface KindResult {
  meaning: Meaning | 'partial';
  count: number;
  /** For `failed` and `partial`. */
  reason?: string;
  /** Refused, also when another way was found. */
  missing: readonly ReadRule[];
  notes: readonly string[];
  /** Only this namespace was read because of `-n`. */
  limited: boolean;
}

/** One kind as it will be asked for: group, version and plural are the server's. */
interface Target {
  read: KindRead;
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

export interface ListSettings {
  /** Completes an item before it is projected (metadata-only items lack the rest). */
  complete?: (item: Readonly<Record<string, unknown>>) => unknown;
}

/** Lists all of the kinds at once (the client bounds what is in flight); one refused kind does not cost the others. */
export async function listKinds(
  context: CollectContext,
  kinds: readonly KindRead[],
  settings: ListSettings = {},
): Promise<CollectResult> {
  const wanted = kinds.map((kind) => ({ kind, targets: targetsOf(context, kind) }));
  const targets = wanted.flatMap((one) => one.targets);
  const hidden = wanted.filter((one) => one.targets.length === 0 && isHidden(context, one.kind));
  if (targets.length === 0 && (hidden.length === 0 || !context.served.answered))
    return nothingServed(context);
  const results = await Promise.all(targets.map((target) => readKind(context, target, settings)));
  const groups = [...new Set(hidden.map(({ kind }) => kind.group))];
  return combined(
    [...results, ...(await Promise.all(groups.map((group) => unread(context, group))))],
    context.namespace,
  );
}

/** Nobody knows whether the kind is there: the server behind its group is silent, or discovery told of a part only. */
function isHidden({ served }: CollectContext, { group, version }: KindRead): boolean {
  if (version !== undefined) return false;
  return served.isSilent(group) || (!served.answered && !served.hasGroup(group));
}

async function unread({ served, settled }: CollectContext, group: string): Promise<KindResult> {
  const { missing = [] } = served.isSilent(group) ? {} : await settled('discovery');
  return {
    meaning: missing.length > 0 ? 'forbidden' : 'failed',
    count: 0,
    reason: `what ${group} serves is not known, because discovery did not tell`,
    missing,
    notes: [],
    limited: false,
  };
}

/** Without discovery nobody knows what there would have been. */
async function nothingServed({ served, settled }: CollectContext): Promise<CollectResult> {
  if (served.answered) return { status: 'absent', reason: 'the API server serves none of these kinds' };
  const { missing = [] } = await settled('discovery');
  const reason = 'what the API server serves is not known, because discovery did not answer';
  const refused = missing.length > 0;
  return { status: refused ? 'forbidden' : 'failed', reason, ...(refused && { missing }) };
}

function targetsOf({ served }: CollectContext, read: KindRead): Target[] {
  const { group, kind, plural, version, namespaced, unlessServed } = read;
  if (unlessServed !== undefined && served.hasGroup(unlessServed) && !served.isSilent(unlessServed))
    return [];
  const apiVersionOf = (name: string) => (group === '' ? name : `${group}/${name}`);
  const found = kind === '*' ? served.kindsOf(group) : [served.find(group, kind)];
  const targets = found.flatMap((one) =>
    one?.listable
      ? [
          {
            read,
            apiVersion: apiVersionOf(one.version),
            kind: one.kind,
            plural: one.plural,
            namespaced: one.namespaced,
          },
        ]
      : [],
  );
  // A group that discovery does not show may still be there when discovery itself failed.
  if (targets.length > 0 || version === undefined || served.hasGroup(group)) return targets;
  return [{ read, apiVersion: apiVersionOf(version), kind, plural, namespaced }];
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
  return all.meaning === 'forbidden' ? readInstead(context, target, settings, all) : all;
}

/** The whole cluster was refused: what the user's own namespace and the well-known ones show is better than nothing. */
async function readInstead(
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
  const bad = results.find(({ meaning }) => meaning === 'failed' || meaning === 'partial');
  const good = results.filter(({ meaning }) => meaning === 'ok' || meaning === 'partial').length;
  const meaning =
    good === results.length && !bad
      ? 'ok'
      : good > 0
        ? 'partial'
        : (bad?.meaning ?? results.find((result) => result.meaning === 'forbidden')?.meaning ?? 'absent');
  const reason = bad?.reason;
  return { meaning, count, missing, notes, limited: false, ...(reason !== undefined && { reason }) };
}

async function readIn(
  context: CollectContext,
  target: Target,
  namespace: string | undefined,
  { complete }: ListSettings,
): Promise<KindResult> {
  const { read, apiVersion, kind, plural } = target;
  const rule = ruleOf(read, plural, namespace);
  let [count, odd] = [0, 0];
  const onItems = (items: readonly unknown[]) => {
    for (const item of items) {
      if (isNamed(item)) {
        count++;
        context.addRaw(apiVersion, kind, complete ? complete(item) : item);
      } else odd++;
    }
  };
  let outcome: ListOutcome;
  try {
    outcome = await context.client.list(pathOf(apiVersion, plural, namespace), onItems, {
      signal: context.signal,
      ...(read.metadataOnly && { metadataOnly: true }),
      // What custom lists are called is up to their definitions.
      ...(read.version !== undefined && { listKind: `${kind}List` }),
      ...(read.labelSelector !== undefined && { labelSelector: read.labelSelector }),
      onProgress: (done, remaining) => {
        if (remaining !== undefined || done > 500) context.progress(progressText(plural, done, remaining));
      },
    });
  } catch (error) {
    // At the deadline what came until then stays; without anything the runner says why.
    if (context.signal.aborted && count === 0) throw error;
    return cut(plural, count, messageOf(error));
  }
  const result = resultOf(outcome, plural, rule, count);
  if (result.meaning !== 'ok') return result;
  if (odd > 0) return doubtful(result, `${plural}: ${grouped(odd)} items are no objects with a name`);
  if (count === 0 && isNever(read, namespace))
    return doubtful(result, `${plural}: the list is empty, which it is on no cluster`);
  return result;
}

/** The list came, and cannot be the whole truth. */
function doubtful(result: KindResult, reason: string): KindResult {
  return { ...result, meaning: result.count > 0 ? 'partial' : 'failed', reason };
}

function isNamed(item: unknown): item is Readonly<Record<string, unknown>> {
  if (!isObject(item)) return false;
  const { metadata } = item;
  return isObject(metadata) && typeof metadata['name'] === 'string' && metadata['name'] !== '';
}

/** Kubernetes itself makes some of it: an empty list of the whole cluster is not the whole list. */
function isNever({ neverEmpty }: KindRead, namespace: string | undefined): boolean {
  return neverEmpty === true && namespace === undefined;
}

function resultOf(outcome: ListOutcome, plural: string, rule: ReadRule, count: number): KindResult {
  const notes = outcome.consistent
    ? []
    : [`${plural}: a continue token expired, the rest of the list is of a later moment`];
  const meaning = meaningOf(outcome.status);
  if (outcome.error === undefined && meaning === 'ok')
    return { meaning, count, missing: [], notes, limited: false };
  if (count > 0) return { ...cut(plural, count, outcome.error ?? `HTTP ${outcome.status}`), notes };
  if (meaning === 'forbidden') return { meaning, count, missing: [rule], notes, limited: false };
  if (meaning === 'absent') return { meaning, count, missing: [], notes, limited: false };
  return cut(plural, count, outcome.error ?? `HTTP ${outcome.status}`);
}

/** A list that stopped early. */
function cut(plural: string, count: number, why: string): KindResult {
  const reason = `${plural}${count > 0 ? ` broke off after ${grouped(count)}` : ''}: ${cleanLine(why, 200)}`;
  return { meaning: count > 0 ? 'partial' : 'failed', count, reason, missing: [], notes: [], limited: false };
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

/** `12,345`; Intl takes longer to load than a page takes to parse. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
