import { addressReach } from '../../../shared/addresses.ts';
import { UNREADABLE } from '../../../snapshot/unreadable.ts';

/** Reads a value of a Corefile: where it is not in it and other files are imported, it is not known. */
export function corefileValue(
  find: (text: string) => string | undefined,
): (text: string) => string | undefined {
  return (text) => find(text) ?? (/^\s*(?:import\b|\{\$\})/m.test(text) ? UNREADABLE : undefined);
}

/** The public addresses that `forward` sends queries to; not known where a target is neither an address nor a file. */
export function publicForwarder(text: string): string | undefined {
  const lines = [...text.matchAll(/^\s+forward\b(.*)$/gm)].map(([, words = '']) => words.trim());
  const targets = lines.flatMap((words) => words.split(' '));
  const open = targets.filter((word) => addressReach(hostOf(word)) === 'public');
  if (open.length > 0) return open.join(', ');
  return lines.includes('') || targets.includes('(other)') ? UNREADABLE : undefined;
}

function hostOf(target: string): string {
  const bare = target.replace(/^\w+:\/\//, '');
  return /^\[(.+)\](?::\d+)?$/.exec(bare)?.[1] ?? bare.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
}
