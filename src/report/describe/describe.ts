/** Everything about one object, laid out as `kubectl describe`. */
import { objectKey } from '../../result/object.ts';
import type { ObjectRef, Result } from '../../result/types.ts';
import type { ReportOptions } from '../options.ts';
import { DRAWINGS } from '../section-tables.ts';
import { fieldLines } from './fields.ts';
import type { Field } from './fields.ts';
import { objectRisks } from './object-risks.ts';
import { moreFields, objectsOf, relations } from './subjects.ts';
import type { Subject } from './subjects.ts';

export type { Subject } from './subjects.ts';

/** One record: its columns, what leads to it, what it may do, and its risks. */
export function describeRecord(result: Result, subject: Subject, options: ReportOptions): string {
  const more = moreFields(result, subject);
  const named = new Set([
    ...more.map(([label]) => label),
    ...(subject.section === 'identities' ? ['Privileges'] : []),
  ]);
  // A namespace has a layout of its own, which begins with its facts.
  const fields: Field[] =
    subject.section === 'namespaces'
      ? []
      : [...columns(result, subject).filter(([label]) => !named.has(label)), ...more];
  return [
    fieldLines(fields, options).join('\n'),
    ...relations(result, subject, options),
    objectRisks(result, objectsOf(subject), options).join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** An object that only checks know: its risks. */
export function describeObject(result: Result, object: ObjectRef, options: ReportOptions): string {
  const fields: Field[] = [
    ['Name', [object.name]],
    ['Namespace', object.namespace === undefined ? [] : [object.namespace]],
    ['Kind', [object.kind]],
  ];
  return [fieldLines(fields, options).join('\n'), objectRisks(result, [object], options).join('\n')].join(
    '\n\n',
  );
}

/** Objects of results with this kind and name, `clusterrole/ops`, each once. */
export function objectsNamed(
  result: Result,
  isWanted: (object: { kinds: readonly string[]; name: string }) => boolean,
): ObjectRef[] {
  const found = new Map<string, ObjectRef>();
  for (const { object } of result.verdicts)
    if (
      object &&
      isWanted({
        kinds: [object.kind],
        name: object.namespace ? `${object.namespace}/${object.name}` : object.name,
      })
    )
      found.set(objectKey(object), object);
  return [...found.values()];
}

/** The columns of the section's table as fields: `EXTERNAL-IP` = `External-IP`. Empty cells are left out. */
function columns(result: Result, { section, record }: Subject): Field[] {
  const { head, wideHead, rows } = DRAWINGS[section](result);
  const heads = [...head, ...wideHead];
  const own = rows.filter((row) => row.record === record).map(({ row, wide }) => [...row, ...wide]);
  return heads.map((name, column): Field => {
    const cells = [...new Set(own.map((cells) => cells[column] ?? ''))];
    return [labelOf(name), cells.filter((cell) => cell !== '' && cell !== '-')];
  });
}

const ACRONYMS: ReadonlySet<string> = new Set(['IP', 'OS', 'TLS', 'CA', 'API']);

function labelOf(head: string): string {
  return head.replaceAll(/[A-Z]+/g, (word) =>
    ACRONYMS.has(word) ? word : word.slice(0, 1) + word.slice(1).toLowerCase(),
  );
}
