import type { ComponentRow } from '../result/types.ts';
import { flagText } from './flags.ts';
import type { SectionRow } from './selection.ts';

/** A control plane component: a row for each observed instance. */
export function componentRows(component: ComponentRow): SectionRow[] {
  const { name, summary, instances } = component;
  const common = { kinds: [], name, record: component };
  if (instances.length === 0)
    return [
      {
        ...common,
        row: [name, summary, '', '', '', ''],
        wide: [flagText(component, undefined, true)],
      },
    ];
  return instances.map((instance, index) => ({
    ...common,
    row: [
      name,
      instance.name + (instance.leader && instances.length > 1 ? ' (leader)' : ''),
      instance.version ?? '',
      instance.ready === undefined ? '?' : instance.ready ? '1/1' : '0/1',
      instance.restarts === undefined ? '?' : String(instance.restarts),
      instance.source,
    ],
    wide: [flagText(component, instance, index === 0)],
  }));
}
