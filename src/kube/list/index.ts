import type { IncomingHttpHeaders } from 'node:http';
import { ArchmapError } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';
import { TooLarge } from '../transport/body.ts';
import type { ListOptions, ListOutcome } from '../types.ts';
import { isPastHead, parsePage, peekHead, readStatus, type Page } from './page.ts';

const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const PAGE_ITEMS = 500;
/** Limit of one page, six of which may be in memory; a longer page is requested in smaller pieces. */
const PAGE_BYTES = 16 * 1024 * 1024;
/** A selector may leave pages empty; this many in a row indicate an endless list. */
const MAX_EMPTY_PAGES = 100;
/** More than a cluster can have of one kind, and more than should be held in memory. */
const MAX_PAGES = 10_000;
const MAX_ITEMS = 500_000;
/** Minimum ratio of returned to announced items: remainingItemCount is documented as an estimate. */
const SHRUNK = 0.9;

/** Lists with `v1` or without a version are identified by their kind: printers and proxies write them so. */
const ANY_VERSION: ReadonlySet<string> = new Set(['', 'v1']);

/**
 * Kinds of Kubernetes itself: for them, an API server since 1.5.3 returns `items: []` and a resourceVersion
 * (https://github.com/kubernetes/kubernetes/pull/39834). Extensions may omit both.
 */
function isOwnKind(version: string | undefined): boolean {
  const group = version?.includes('/') === true ? version.slice(0, version.indexOf('/')) : '';
  return (
    version !== undefined &&
    (!group.includes('.') || (group.endsWith('.k8s.io') && !/(?:^|\.)metrics\.k8s\.io$/.test(group)))
  );
}

export interface PageRequest {
  path: string;
  accept: string;
  signal: AbortSignal;
  maxBytes: number;
  onChunk: (head: Buffer) => boolean;
}

/** GET with retries; returns the whole body, and passes its beginning on as it arrives. */
export type FetchPage = (
  request: PageRequest,
) => Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>;

interface Pending {
  /** The token of the next page, as soon as it is known; undefined when the page ended without an early token. */
  next: Promise<string | undefined>;
  answer: Promise<{ status: number; body: Buffer }>;
}

/**
 * Lists page after page. The next page is requested when the first bytes of this one contain its token, so that the server works while this
 * one is transferred and parsed; at most two pages are held. Items are passed on in order. `outcome` is the caller's and is kept up to
 * date. Responses other than 2xx end the list with it; faults are thrown by `fetchPage`.
 */
export async function listPages(
  path: string,
  onItems: (items: readonly unknown[]) => void,
  options: ListOptions,
  fetchPage: FetchPage,
  outcome: ListOutcome,
): Promise<void> {
  const ahead = new AbortController();
  const stop = () => ahead.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  const run = new ListRun(path, options, fetchPage, ahead.signal, outcome);
  try {
    await run.all(onItems);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    // Cancels a page requested in advance.
    ahead.abort(new ArchmapError('cancelled', 'the list has ended', 'nothing to do'));
  }
}

class ListRun {
  private readonly outcome: ListOutcome;
  /** Continue tokens of earlier pages: a repeated token would cause an endless loop. */
  private readonly given = new Set<string>();
  private emptyPages = 0;
  /** Pages received when the list was last restarted. */
  private renewedAt: number | undefined;
  /** Items that the first page announced, including its own. */
  private announced: number | undefined;
  private readonly base: string;
  private readonly accept: string;
  private readonly options: ListOptions;
  private readonly fetchPage: FetchPage;
  private readonly signal: AbortSignal;
  private limit: number;

  constructor(
    path: string,
    options: ListOptions,
    fetchPage: FetchPage,
    signal: AbortSignal,
    outcome: ListOutcome,
  ) {
    this.outcome = outcome;
    const query = new URLSearchParams({
      ...(options.labelSelector !== undefined && { labelSelector: options.labelSelector }),
    }).toString();
    this.base = query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
    this.accept = options.metadataOnly ? METADATA_ONLY : 'application/json';
    this.limit = options.limit ?? PAGE_ITEMS;
    this.options = options;
    this.fetchPage = fetchPage;
    this.signal = signal;
  }

  async all(onItems: (items: readonly unknown[]) => void): Promise<void> {
    let token = '';
    let pending: Pending | undefined = this.requestPage(token);
    while (pending) {
      const current: Pending = pending;
      const early = await current.next;
      const ahead = early ? this.requestPage(early) : undefined;
      const answer = await this.answerOf(current, token);
      const next = this.take(answer, onItems);
      if (next === undefined) return;
      // The complete page decides; the early token only saves time.
      pending = ahead && next === early ? ahead : this.requestPage(next);
      token = next;
    }
  }

  /** The page; in smaller pieces when it is too long. A page requested in advance is then not the next one. */
  private async answerOf(pending: Pending, token: string): Promise<{ status: number; body: Buffer }> {
    try {
      return await pending.answer;
    } catch (error) {
      if (!(error instanceof TooLarge) || this.limit <= 1) throw error;
      this.limit = Math.max(1, Math.floor(this.limit / 5));
      return this.answerOf(this.requestPage(token), token);
    }
  }

  /** Processes a page. Returns the token of the next one; undefined at the end. */
  private take(
    { status, body }: { status: number; body: Buffer },
    onItems: (items: readonly unknown[]) => void,
  ): string | undefined {
    const { outcome } = this;
    outcome.status = status;
    // 206 and similar statuses contain only a part.
    if (status !== 200) {
      const { message, continue: token } = readStatus(body);
      if (status === 410 && token !== undefined && this.renewedAt !== outcome.pages) {
        this.renewedAt = outcome.pages;
        // The resourceVersion of the list is compacted; the token continues with a newer one.
        outcome.consistent = false;
        return token;
      }
      outcome.error = message ?? `HTTP ${status}`;
      return undefined;
    }
    const page = parsePage(body);
    this.demandKind(page);
    onItems(page.items);
    if (page.bare && outcome.count === 0 && isOwnKind(this.options.listVersion)) {
      outcome.error =
        'not a list of an API server: it is empty, with null for items or without a resourceVersion';
      return undefined;
    }
    if (outcome.pages === 0 && page.remaining !== undefined)
      this.announced = page.items.length + page.remaining;
    outcome.pages++;
    outcome.count += page.items.length;
    this.options.onProgress?.(outcome.count, page.remaining);
    this.emptyPages = page.items.length === 0 ? this.emptyPages + 1 : 0;
    if (page.continue !== '') return this.isEndless(page.continue) ? undefined : page.continue;
    if ((page.remaining ?? 0) > 0)
      outcome.error = `the API server reports ${page.remaining} remaining objects without a continue token`;
    else if (outcome.consistent && outcome.count < SHRUNK * (this.announced ?? 0))
      outcome.error = `the API server reported ${this.announced} objects and returned ${outcome.count}`;
    return undefined;
  }

  /** A proxy may return something that only looks like the list. */
  private demandKind({ kind, apiVersion }: Page): void {
    const { metadataOnly, listKind, listVersion, isForeignKind } = this.options;
    if (metadataOnly && !kind.startsWith('PartialObjectMetadata'))
      throw new ArchmapError(
        'http',
        'the API server returned complete objects instead of metadata',
        'the response was discarded; check proxies between this host and the API server',
      );
    if (metadataOnly) return;
    const foreign = listVersion !== undefined && !ANY_VERSION.has(apiVersion) && apiVersion !== listVersion;
    const permission =
      listKind === undefined ? kind.endsWith('List') && isForeignKind?.(kind) !== true : kind === listKind;
    if (!foreign && permission) return;
    const sent = kind === '' ? 'an object without kind' : `a ${printable(kind.slice(0, 100))}`;
    throw new ArchmapError(
      'http',
      `the API server returned ${sent}${foreign ? ` of ${printable(apiVersion.slice(0, 100))}` : ''} instead of a ${listKind ?? 'list'}${foreign ? ` of ${listVersion}` : ''}`,
      'check proxies and firewalls between this host and the API server',
    );
  }

  /** Ends an endless list. */
  private isEndless(next: string): boolean {
    const why = this.given.has(next)
      ? 'the API server returned the same continue token twice'
      : this.emptyPages >= MAX_EMPTY_PAGES
        ? `the API server returned ${MAX_EMPTY_PAGES} empty pages in a row`
        : this.outcome.pages >= MAX_PAGES
          ? `more than ${MAX_PAGES} pages`
          : this.outcome.count >= MAX_ITEMS
            ? `more than ${MAX_ITEMS} objects of one kind`
            : undefined;
    this.given.add(next);
    if (why !== undefined) this.outcome.error = why;
    return why !== undefined;
  }

  private requestPage(token: string): Pending {
    let seen: (token: string | undefined) => void = () => undefined;
    const next = new Promise<string | undefined>((resolve) => (seen = resolve));
    const separator = this.base.includes('?') ? '&' : '?';
    const answer = this.fetchPage({
      path: `${this.base}${separator}limit=${this.limit}${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`,
      accept: this.accept,
      signal: this.signal,
      maxBytes: PAGE_BYTES,
      onChunk: (bytes) => {
        const head = peekHead(bytes);
        if (head) seen(head.continue || undefined);
        return head !== undefined || isPastHead(bytes);
      },
    });
    answer.then(
      () => seen(undefined),
      () => seen(undefined),
    );
    return { next, answer };
  }
}
