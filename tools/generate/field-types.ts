import * as client from '@kubernetes/client-node';
import { KNOWN_KINDS } from '../../src/snapshot/kinds.ts';

interface Attribute {
  baseName: string;
  type: string;
}

/** A class of the official client: it lists the fields of a type of the API and their types. */
interface ClientType {
  getAttributeTypeMap(): readonly Attribute[];
}

/**
 * Fields of type Quantity, which the API server takes as a text or a number (`resource.Quantity` and `ResourceList` in the types of
 * k8s.io/api). The client's description calls them strings.
 */
const QUANTITIES: ReadonlySet<string> = new Set(
  (
    'allocatable allocatedResources averageValue capacity default defaultRequest divisor hard limits max maxLimitRequestRatio ' +
    'maximumVolumeSize min overhead podFixed requests sizeLimit tolerance used value'
  ).split(' '),
);

const SCALARS: Readonly<Record<string, string>> = {
  string: 's',
  number: 'n',
  boolean: 'b',
  Date: 't',
  V1MicroTime: 't',
};

/**
 * The source of the table of field types: every type that a built-in kind contains, as `field:type` words. A type is `s` text, `n` number, `b`
 * boolean, `q` text or number, `t` time, the name of another type, `[]` before it a list, `{}` a map. Fields of any type are left out.
 */
export function fieldTypes(): string {
  const types = classes();
  const roots = rootsOf(types);
  const found = new Map<string, string>();
  const open = [...roots.values()];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const words = (types.get(name)?.getAttributeTypeMap() ?? []).flatMap((attribute) => {
      const type = typeOf(attribute, types);
      if (type === undefined) return [];
      const inner = type.replace(/^(?:\[\]|\{\})*/, '');
      if (types.has(inner)) open.push(inner);
      return `${attribute.baseName}:${type}`;
    });
    found.set(name, words.join(' '));
  }
  return [
    "// Generated from the official client's types by `npm run generate`.\n",
    '/** `apiVersion/Kind` of built-in objects -> their type in `fieldTypes`. */',
    `export const rootTypes: Readonly<Record<string, string>> = ${JSON.stringify(sorted(roots))};\n`,
    '/** Type -> its fields, `name:type` words; the types are described in tools/generate/field-types.ts. */',
    `export const fieldTypes: Readonly<Record<string, string>> = ${JSON.stringify(sorted(found))};\n`,
  ].join('\n');
}

function classes(): ReadonlyMap<string, ClientType> {
  return new Map(
    Object.entries(client).flatMap(([name, value]): [string, ClientType][] =>
      typeof value === 'function' && 'getAttributeTypeMap' in value
        ? [[name, value as unknown as ClientType]]
        : [],
    ),
  );
}

/** The client names a type after its version and kind: `apps/v1 Deployment` is `V1Deployment`. */
function rootsOf(types: ReadonlyMap<string, ClientType>): ReadonlyMap<string, string> {
  const versions = ['v1', 'v2', 'v1beta1', 'v1beta2', 'v1alpha1'];
  return new Map(
    KNOWN_KINDS.filter(({ builtIn }) => builtIn).flatMap(({ group, kind }) =>
      versions.flatMap((version): [string, string][] => {
        const name = `${version.charAt(0).toUpperCase()}${version.slice(1)}${kind}`;
        return types.has(name) ? [[`${group === '' ? '' : `${group}/`}${version}/${kind}`, name]] : [];
      }),
    ),
  );
}

function typeOf({ baseName, type }: Attribute, types: ReadonlyMap<string, ClientType>): string | undefined {
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) {
    const inner = typeOf({ baseName, type: list }, types);
    return inner === undefined ? undefined : `[]${inner}`;
  }
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (map !== undefined) {
    const inner = typeOf({ baseName, type: map }, types);
    return inner === undefined ? undefined : `{}${inner}`;
  }
  if (type === 'IntOrString') return 'q';
  if (type === 'string' && QUANTITIES.has(baseName)) return 'q';
  return SCALARS[type] ?? (types.has(type) ? type : undefined);
}

function sorted(entries: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
