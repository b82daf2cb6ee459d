import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { listPages, type PageRequest } from '../../src/kube/list/index.ts';
import { TooLarge } from '../../src/kube/transport/body.ts';
import type { KubeClient, ListOptions, ListOutcome } from '../../src/kube/types.ts';
import { json, query, withServer, type Handler } from './support/server.ts';

/** Items `from..to-1` of a built-in type: metadata first. */
function page(from: number, to: number, token?: string, remaining?: number): object {
  const metadata = {
    resourceVersion: '7',
    ...(token && { continue: token }),
    ...(remaining && { remainingItemCount: remaining }),
  };
  return { kind: 'PodList', apiVersion: 'v1', metadata, items: items(from, to) };
}

function items(from: number, to: number): object[] {
  return Array.from({ length: to - from }, (_, index) => ({ metadata: { name: `p${from + index}` } }));
}

/** Three pages of two items. */
const three: Handler = (request, response) => {
  const at = Number(query(request).get('continue') ?? 0);
  json(response, page(at, at + 2, at < 4 ? String(at + 2) : undefined, 4 - at));
};

async function listed(
  client: KubeClient,
  options: ListOptions = {},
): Promise<ListOutcome & { names: string[] }> {
  const names: string[] = [];
  const outcome = await client.list(
    '/api/v1/pods',
    (all) => names.push(...all.map((item) => (item as { metadata: { name: string } }).metadata.name)),
    options,
  );
  return { ...outcome, names };
}

const SIX = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const WHOLE = { status: 200, count: 6, pages: 3, consistent: true, names: SIX };

describe('list', () => {
  it('requests pages of 500 and passes the items on in order', async () => {
    const requested: string[] = [];
    const progress: unknown[] = [];
    const handler: Handler = (request, response) => {
      requested.push(request.url ?? '');
      three(request, response);
    };

    const outcome = await withServer(handler, (client) =>
      listed(client, {
        labelSelector: 'app in (a,b)',
        onProgress: (done, remaining) => progress.push([done, remaining]),
      }),
    );

    expect(outcome).toEqual(WHOLE);
    const first = '/api/v1/pods?labelSelector=app+in+%28a%2Cb%29&limit=500';
    expect(requested).toEqual([first, `${first}&continue=2`, `${first}&continue=4`]);
    expect(progress).toEqual([
      [2, 4],
      [4, 2],
      [6, undefined],
    ]);
  });

  it('requests the next page at the first chunk, and never a third', async () => {
    const events: string[] = [];
    const held = new Map<string, () => void>();
    // Page 1 ends only when page 2 was requested: without prefetch this never ends.
    const handler: Handler = (request, response) => {
      const token = query(request).get('continue') ?? '0';
      events.push(`asked ${token}`);
      const text = JSON.stringify(
        page(Number(token), Number(token) + 2, token === '4' ? undefined : String(Number(token) + 2)),
      );
      const cut = text.indexOf('"items"') + 12;
      response.writeHead(200).write(text.slice(0, cut));
      held.set(token, () => {
        events.push(`ended ${token}`);
        response.end(text.slice(cut));
      });
      if (token === '2') setTimeout(() => held.get('0')?.(), 50);
      if (token === '4') for (const end of ['2', '4']) held.get(end)?.();
    };

    const outcome = await withServer(handler, (client) => listed(client));

    expect(outcome).toEqual(WHOLE);
    expect(events.slice(0, 4)).toEqual(['asked 0', 'asked 2', 'ended 0', 'asked 4']);
  });

  it('in custom resources the continue token comes last', async () => {
    const handler: Handler = (request, response) => {
      const at = Number(query(request).get('continue') ?? 0);
      json(response, {
        apiVersion: 'a.io/v1',
        items: items(at, at + 2),
        kind: 'ThingList',
        metadata: at < 4 ? { continue: String(at + 2) } : {},
      });
    };

    expect(await withServer(handler, (client) => listed(client))).toEqual(WHOLE);
  });

  it('stops at endless empty pages', async () => {
    let requested = 0;
    const handler: Handler = (_request, response) => json(response, page(0, 0, String(++requested)));
    const outcome = await withServer(handler, (client) => listed(client));
    expect(outcome.error).toContain('100 empty pages');
    expect(requested).toBeLessThan(110);
  });

  it('an empty list, also as null', async () => {
    const handler: Handler = (_request, response) =>
      json(response, { kind: 'PodList', metadata: {}, items: null });

    expect(await withServer(handler, (client) => listed(client))).toEqual({
      status: 200,
      count: 0,
      pages: 1,
      consistent: true,
      names: [],
    });
  });

  it('an expired token: continues with the one in the error, and notes it', async () => {
    let expired = false;
    const handler: Handler = (request, response) => {
      if (query(request).get('continue') !== '2' || expired) return three(request, response);
      expired = true;
      json(
        response,
        { kind: 'Status', reason: 'Expired', message: 'too old', metadata: { continue: '2' }, code: 410 },
        410,
      );
    };

    expect(await withServer(handler, (client) => listed(client))).toEqual({ ...WHOLE, consistent: false });
  });

  it.each([
    [
      '410 without a token',
      410,
      { kind: 'Status', message: 'The provided continue parameter is too old' },
      'The provided continue parameter is too old',
    ],
    ['403', 403, { kind: 'Status', message: 'pods is forbidden:\n User "x"' }, 'pods is forbidden: User "x"'],
    ['404 of a server that is no API server', 404, '404 page not found', 'HTTP 404'],
  ])(
    '%s on a later page: the received items are kept, and the outcome has the reason',
    async (_name, status, body, error) => {
      const handler: Handler = (request, response) =>
        query(request).get('continue') === '2' ? json(response, body, status) : three(request, response);

      const outcome = await withServer(handler, (client) => listed(client));

      expect(outcome).toEqual({ status, count: 2, pages: 1, consistent: true, names: ['p0', 'p1'], error });
    },
  );

  it.each([
    [
      'always returns the same token',
      (request, response) => json(response, page(0, 2, query(request).has('continue') ? 'x' : 'w')),
      {
        count: 6,
        pages: 3,
        consistent: true,
        error: 'the API server returned the same continue token twice',
      },
    ],
    [
      'always returns 410 with a new token',
      (request, response) =>
        query(request).has('continue')
          ? json(response, { kind: 'Status', message: 'too old', metadata: { continue: 'new' } }, 410)
          : json(response, page(0, 2, 'x')),
      { count: 2, pages: 1, consistent: false, error: 'too old' },
    ],
  ] satisfies [string, Handler, object][])(
    'a server that %s is not requested endlessly',
    async (_name, handler, outcome) => {
      expect(await withServer(handler, (client) => listed(client))).toMatchObject(outcome);
    },
  );

  it('items before an error keep the note about the restarted list', async () => {
    let calls = 0;
    const handler: Handler = (request, response) => {
      calls++;
      if (calls === 1) json(response, page(0, 2, 'a'));
      else if (query(request).get('continue') === 'a')
        json(response, { kind: 'Status', message: 'too old', metadata: { continue: 'b' } }, 410);
      else response.destroy();
    };

    const outcome = await withServer(handler, (client) => listed(client));

    expect(outcome).toMatchObject({ count: 2, pages: 1, consistent: false });
    expect(outcome.error).toBeDefined();
  });

  it('a page that breaks off is requested again, and no item occurs twice', async () => {
    let tears = 0;
    const tear = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '9999' });
      response.write(JSON.stringify(page(2, 4, '4')).slice(0, 120), () => response.destroy());
    };
    const handler: Handler = (request, response) =>
      query(request).get('continue') === '2' && tears++ < 2 ? tear(response) : three(request, response);

    expect(await withServer(handler, (client) => listed(client))).toEqual(WHOLE);
    expect(tears).toBe(3);
  });

  it('a server that disconnects in between: an outcome without a status', async () => {
    const handler: Handler = (request, response) =>
      query(request).get('continue') === '2' ? void response.destroy() : three(request, response);

    const outcome = await withServer(handler, (client) => listed(client));

    expect(outcome).toMatchObject({
      status: 0,
      count: 2,
      pages: 1,
      error: expect.stringMatching(/was closed/),
    });
  });

  it.each([
    ['not JSON', '{"items":[{]'],
    ['not a list', '{"kind":"Pod"}'],
    ['a list whose items are none', '{"items":"x"}'],
  ])('%s', async (_name, text) => {
    const outcome = await withServer(
      (_request, response) => void response.end(text),
      (client) => listed(client),
    );

    expect(outcome).toMatchObject({
      status: 0,
      count: 0,
      error: expect.stringMatching(/not a JSON list/),
    });
  });

  it('metadata only: requests it, and accepts nothing else', async () => {
    const accepts: unknown[] = [];
    const handler: Handler = ({ headers }, response) => {
      accepts.push(headers.accept);
      json(response, {
        kind: 'SecretList',
        apiVersion: 'v1',
        metadata: {},
        items: [{ metadata: { name: 's' }, data: { password: 'aHVudGVyMg==' } }],
      });
    };

    const outcome = await withServer(handler, (client) => listed(client, { metadataOnly: true }));

    expect(accepts).toEqual(['application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1']);
    expect(outcome).toMatchObject({ count: 0, names: [], error: expect.stringMatching(/complete objects/) });
  });

  it('cancelled in the middle: throws, also when only this list is cancelled', async () => {
    const stop = new AbortController();
    const handler: Handler = (request, response) =>
      query(request).get('continue') === '2' ? stop.abort() : three(request, response);

    const error = await withServer(handler, (client) =>
      listed(client, { signal: stop.signal }).catch((caught: unknown) => caught),
    );

    expect(error).toMatchObject({ code: 'cancelled' });
  });

  it('an error of the item callback ends the list and is not swallowed', async () => {
    const error = await withServer(three, (client) =>
      client
        .list('/api/v1/pods', () => {
          throw new RangeError('bug');
        })
        .catch((caught: unknown) => caught),
    );

    expect(error).toBeInstanceOf(RangeError);
  });

  it('pages that are too long are requested in smaller parts', async () => {
    const limits: number[] = [];
    const fetchPage = ({ path, onChunk }: PageRequest) => {
      const search = new URL(path, 'http://x').searchParams;
      const limit = Number(search.get('limit'));
      const at = Number(search.get('continue') ?? 0);
      limits.push(limit);
      const end = Math.min(at + limit, 250);
      const body = Buffer.from(JSON.stringify(page(at, end, end < 250 ? String(end) : undefined)));
      onChunk(body);
      return limit > 100
        ? Promise.reject(new TooLarge(1))
        : Promise.resolve({ status: 200, headers: {}, body });
    };
    let count = 0;

    const outcome: ListOutcome = { status: 0, count: 0, pages: 0, consistent: true };
    await listPages('/api/v1/pods', (all) => (count += all.length), {}, fetchPage, outcome);

    expect({ outcome, count }).toEqual({
      outcome: { status: 200, count: 250, pages: 3, consistent: true },
      count: 250,
    });
    expect(limits[0]).toBe(500);
    expect(new Set(limits.slice(1))).toEqual(new Set([100]));
  });
});
