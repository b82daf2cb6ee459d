import type { ContainerFacts } from '../../model/types.ts';

/**
 * The value of a flag on a command line, also inside a shell script; the last occurrence counts. A boolean flag has no separate value
 * argument.
 */
export function flagOf(
  { command = [], args = [] }: ContainerFacts,
  flag: string,
  boolean = true,
): string | undefined {
  const words = [...command, ...args].flatMap((word) => word.split(/\s+/));
  const index = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return undefined;
  if (words[index] !== flag) return words[index]?.slice(flag.length + 1);
  return boolean ? 'true' : words[index + 1];
}
