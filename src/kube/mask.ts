/**
 * Masks the credential in responses: a debugging proxy may echo it, or an attacker may try to get it into a report. Bytes are searched, so
 * that any field is covered, and a page without the credential costs one search.
 */
import { Readable } from 'node:stream';
import { finderOf, type Place } from './find-any.ts';

const MASKED = Buffer.from('***');

/** Shorter secrets are words that occur in every response; they are masked only after the prefix they are sent with. */
const MIN_ALONE = 8;
/** Only the message of an error is used, so that masking other words is acceptable. */
const MIN_IN_ERROR = 4;
/** A password of lowercase letters may be any name (`kubernetes`); alone it does not indicate an echo. */
const WORD = /^[a-z]+$/;

/** Masks bodies for one credential. */
export interface Mask {
  /** The body without the credential; the same buffer when it is not in it. */
  body(bytes: Buffer): Buffer;
  /** The same for the body of an error, of which only the message is used. */
  error(bytes: Buffer): Buffer;
  text(text: string): string;
  /** The same for a body that is read in chunks; a credential split across two chunks is found. */
  stream(body: Readable): Readable;
}

/**
 * Masks the tokens, or users and passwords, of these Authorization headers, and this key of a client certificate (PEM): plain,
 * percent-encoded, escaped for JSON or HTML, and in base64 of either alphabet at any offset in a longer text.
 */
export function maskOf(authorizations: readonly (string | undefined)[], key?: string): Mask {
  const logins = authorizations.flatMap((text) => (text === undefined ? [] : [loginOf(text)]));
  const lines = keyLines(key);
  const needles = needlesOf([...logins.flatMap(inAnswers), ...lines.flatMap(forms)]);
  const find = lazily(() => finderOf(needles));
  const findAll = lazily(() => {
    const plain = logins.flatMap(({ secrets }) => secrets.flatMap(forms));
    return finderOf(needlesOf([...needles.map(String), ...plain]));
  });
  return {
    body: (bytes) => without(bytes, find()),
    error: (bytes) => without(bytes, findAll()),
    text: (text) => without(Buffer.from(text), find()).toString('utf8'),
    stream: (body) =>
      needles.length === 0 ? body : Readable.from(pieces(body, find(), needles[0]?.length ?? 1)),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

interface Login {
  /** `Bearer`, `Basic`. */
  scheme: string;
  secrets: string[];
}

function loginOf(authorization: string): Login {
  const [, scheme = '', sent = ''] = /^(\S+)\s+(.*)$/s.exec(authorization) ?? [];
  const plain = /^basic$/i.test(scheme) ? Buffer.from(sent, 'base64').toString('utf8') : '';
  const password = plain.slice(plain.indexOf(':') + 1);
  return { scheme, secrets: [sent, plain, password].filter((text) => text !== '') };
}

function inAnswers({ scheme, secrets }: Login): string[] {
  return secrets.flatMap((secret) =>
    secret.length >= MIN_ALONE && !WORD.test(secret) ? forms(secret) : forms(`${scheme} ${secret}`),
  );
}

/** The base64 lines of a PEM key, which any copy of the key contains; the first one is the same in many keys. */
function keyLines(key = ''): string[] {
  const lines = key.split(/\r?\n/).filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line));
  return lines.length > 1 ? lines.slice(1) : lines;
}

/** Longest first: a shorter form may be a part of a longer one. */
function needlesOf(texts: readonly string[]): Buffer[] {
  return [...new Set(texts)]
    .filter((text) => text.length >= MIN_IN_ERROR)
    .sort((a, b) => b.length - a.length)
    .map((text) => Buffer.from(text));
}

/** Encodings of a secret. */
function forms(text: string): string[] {
  const secret = text.toWellFormed();
  const written = [secret, ...base64Forms(secret)];
  return written.flatMap((one) => {
    const encoded = encodeURIComponent(one);
    const json = JSON.stringify(one).slice(1, -1);
    return [
      one,
      encoded,
      encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
      json,
      json.replaceAll('/', '\\/'),
      // Go's escaping of JSON.
      json.replaceAll('&', '\\u0026').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
      one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;'),
    ];
  });
}

/**
 * The base64 of a longer text differs for each of the three offsets at which the secret may begin. Only the part that covers complete
 * groups of three bytes is independent of the other text.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].map((skip) => {
    const length = Math.floor((bytes.length - skip) / 3) * 3;
    return bytes.subarray(skip, skip + length).toString('base64');
  });
  return [
    ...cores.flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ].filter((text) => text.length >= MIN_ALONE);
}

type Find = (bytes: Buffer) => Place[];

function without(bytes: Buffer, find: Find): Buffer {
  const places = find(bytes);
  return places.length === 0 ? bytes : masked(bytes, places);
}

function masked(bytes: Buffer, places: readonly Place[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { start, end } of places) {
    parts.push(bytes.subarray(from, start), MASKED);
    from = end;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

async function* pieces(body: Readable, find: Find, longest: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const places = find(bytes);
    // A secret may begin after this and end in the next chunk.
    const safe = bytes.length - (longest - 1);
    const crossing = places.find(({ start, end }) => start < safe && end > safe);
    const end = Math.max(0, crossing?.end ?? safe);
    rest = bytes.subarray(end);
    if (end > 0)
      yield masked(
        bytes.subarray(0, end),
        places.filter((place) => place.end <= end),
      );
  }
  if (rest.length > 0) yield without(rest, find);
}
