import { CUSTOM_APIS } from '../../src/snapshot/project/custom-kinds.ts';
import { NAMED_KINDS } from '../../src/snapshot/project/kinds/named.ts';
import { READ_KINDS } from '../../src/snapshot/project/kinds/read.ts';
import { recordDeclarations } from '../../src/snapshot/records/index.ts';

/** Where kinds of the API are declared. */
interface KindPlaces {
  /** Record -> its kinds of the API, `group/Kind`. */
  records: readonly (readonly [record: string, kinds: readonly string[]])[];
  read: readonly string[];
  named: readonly string[];
  /** Of `read` and `named`, those with further settings. */
  apis: readonly string[];
}

const DECLARED: KindPlaces = {
  records: recordDeclarations.map(({ record, api = [] }) => [record, api.flatMap(({ kinds }) => kinds)]),
  read: Object.keys(READ_KINDS),
  named: NAMED_KINDS,
  apis: Object.keys(CUSTOM_APIS),
};

const READ = 'src/snapshot/project/kinds/read.ts';
const NAMED = 'src/snapshot/project/kinds/named.ts';
const APIS = 'CUSTOM_APIS in src/snapshot/project/custom-kinds.ts';

/** A kind is declared once: as a record, or in one of the two lists of custom records. What contradicts that, for the author of a kind. */
export function kindConflicts({ records, read, named, apis }: KindPlaces = DECLARED): string[] {
  const places = new Map<string, Set<string>>();
  const add = (key: string, place: string) => {
    places.set(key, (places.get(key) ?? new Set()).add(place));
  };
  for (const [record, kinds] of records) for (const key of kinds) add(key, fileOf(record));
  const ofRecords = new Map([...places].map(([key, files]) => [key, [...files].join(', ')]));
  for (const key of read) add(key, READ);
  for (const key of named) add(key, NAMED);
  const custom = new Set([...read, ...named]);
  return [
    ...[...places]
      .filter(([key, files]) => files.size > 1 && custom.has(key))
      .map(([key, files]) => `${key} is declared in ${[...files].join(' and in ')}: keep one of them`),
    ...apis
      .filter((key) => !custom.has(key))
      .map(
        (key) =>
          `${key} is in ${APIS}, but in neither read.ts nor named.ts: remove the entry` +
          (ofRecords.has(key) ? `; its settings belong to ${ofRecords.get(key)}` : ''),
      ),
  ];
}

/** `resourceQuota` -> its file. */
function fileOf(record: string): string {
  return `src/snapshot/kinds/${record.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}
