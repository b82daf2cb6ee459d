/** YAML of a waiver, for `.archmap.yaml` (src/result/waivers/schema.ts). Texts are from the cluster and from the reader: both are quoted. */
import type { PageObject } from './page-data.ts';

export interface WaiverText {
  check: string;
  /** Objects that it covers; empty = every object of the check, and the cluster as a whole. */
  objects: readonly PageObject[];
  reason: string;
  owner: string;
  /** Last day, `2027-03-31`. */
  expires: string;
}

/** A complete file with one waiver. */
export function waiverFile(waiver: WaiverText): string {
  return `apiVersion: archmap.io/v1\nkind: Waivers\nwaivers:\n${waiverEntry(waiver)}`;
}

/** The waiver alone, to append to the list of an existing file. */
export function waiverEntry({ check, objects, reason, owner, expires }: WaiverText): string {
  return [
    `  - check: ${yamlText(check)}`,
    ...(objects.length === 0 ? [] : ['    objects:', ...objects.flatMap(selector)]),
    `    reason: ${yamlText(reason)}`,
    `    owner: ${yamlText(owner)}`,
    `    expires: ${yamlText(expires)}`,
    '',
  ].join('\n');
}

function selector([kind, namespace, name]: PageObject): string[] {
  return [
    `      - kind: ${yamlText(kind)}`,
    ...(namespace === '' ? [] : [`        namespace: ${yamlText(namespace)}`]),
    `        name: ${yamlText(name)}`,
  ];
}

/** Ids and names of objects need no quotes; a number, a date or a word such as `no` would be read as another type. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_/-]*$/i;

/**
 * A double-quoted scalar (https://yaml.org/spec/1.2.2/#73-flow-scalar-styles) of printable ASCII: JSON's escapes are escapes of YAML too,
 * and anything beyond ASCII is escaped, so that invisible and direction-changing characters are seen.
 */
export function yamlText(value: string): string {
  if (PLAIN.test(value)) return value;
  return JSON.stringify(
    value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  ).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  );
}

/** The day some days after an instant, `2027-03-01`. */
export function dayAfter(instant: string, days: number): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? '' : new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}
