import type { ComponentFlag, ComponentInstance, ComponentRow } from '../result/types.ts';

/**
 * Flags for the row of one instance: those of all instances and its own. The first row also contains the flags of instances without a row,
 * and of components without rows, with the names of the instances.
 */
export function flagText(
  { flags, instances }: ComponentRow,
  instance: ComponentInstance | undefined,
  first: boolean,
): string {
  const rows = new Set(instances.map(({ name }) => name));
  return flags
    .flatMap((flag) => {
      if (flag.instances === undefined) return [assignment(flag)];
      const others = flag.instances.filter((name) => !rows.has(name));
      return [
        ...(instance && flag.instances.includes(instance.name) ? [assignment(flag)] : []),
        ...(first && others.length > 0 ? [`${assignment(flag)} on ${others.join(', ')}`] : []),
      ];
    })
    .join(' ');
}

function assignment({ name, value }: ComponentFlag): string {
  return `${name}=${value}`;
}
