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

/**
 * Every value of a flag with one dash or two, in any case, also inside a shell script. A switch has no separate value argument: its presence
 * means `true`.
 */
export function flagValues(
  { command = [], args = [] }: Pick<ContainerFacts, 'command' | 'args'>,
  flag: string,
  isSwitch: boolean,
): string[] {
  const words = [...command, ...args].flatMap((word) => word.split(/\s+/));
  return words.flatMap((word, index) => {
    const [, name, value] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name?.toLowerCase() !== flag.toLowerCase()) return [];
    return [value?.replace(/^["']|["']$/g, '') ?? (isSwitch ? 'true' : (words[index + 1] ?? ''))];
  });
}
