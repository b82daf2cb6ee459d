import { deflateRawSync } from 'node:zlib';
import type { Payload } from './page-data.ts';

/** Above this many characters the data are compressed; below, the file is readable in an editor. */
const PLAIN = 150_000;

/**
 * The data as a block that browsers do not execute. Compressed as raw deflate, whose bytes are the same on every system, and which every
 * current browser decompresses (https://developer.mozilla.org/en-US/docs/Web/API/DecompressionStream).
 */
export function payloadBlock(payload: Payload): string {
  const json = JSON.stringify(payload);
  if (json.length <= PLAIN)
    return `<script type="application/json" id="data">${json.replace(/</g, '\\u003c')}</script>`;
  const packed = deflateRawSync(Buffer.from(json), { level: 9 }).toString('base64');
  return `<script type="text/plain" id="data">${packed}</script>`;
}
