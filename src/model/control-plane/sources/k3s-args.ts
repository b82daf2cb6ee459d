import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { isFalse } from './flag-sources.ts';

/** The command line of a server of k3s (or RKE2) in an annotation of its node; undefined for agents. */
export function serverWords(node: NodeRecord, program: string): readonly string[] | undefined {
  const words = nodeWords(node, program);
  return words[0] === 'server' ? words : undefined;
}

/** The command line of a server or an agent; empty where the node has no such annotation. */
export function nodeWords({ annotations }: NodeRecord, program: string): readonly string[] {
  return parseWords(annotations[`${program}.io/node-args`] ?? '');
}

/** Every value of these flags, as a separate argument or after `=`. */
export function valuesOf(words: readonly string[], ...flags: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const flag = flags.find((one) => word === one || word.startsWith(`${one}=`));
    if (flag === undefined) return [];
    return [word === flag ? (words[at + 1] ?? '') : word.slice(flag.length + 1)];
  });
}

/**
 * A boolean of k3s: bare, or with its value as the next argument (k3s splits at `=` before it writes the annotation). The last of
 * several counts.
 */
export function isOn(words: readonly string[], flag: string): boolean {
  const index = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return false;
  return !isFalse(words[index]?.slice(flag.length + 1) || words[index + 1] || '');
}

function parseWords(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
