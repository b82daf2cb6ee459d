import type { Payload } from '../page-data.ts';

/** The page's data, decompressed if required. */
export async function readData(): Promise<Payload> {
  const block = document.getElementById('data');
  const written = block?.textContent ?? '';
  if (block?.getAttribute('type') === 'application/json') return JSON.parse(written) as Payload;
  const bytes = Uint8Array.from(atob(written), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text()) as Payload;
}
