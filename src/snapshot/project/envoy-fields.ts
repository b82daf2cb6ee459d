/** Fields of Envoy's configuration: either spelling, and the notations that the JSON mapping of protobuf accepts. */
import { arr, bool, isObject, num, obj, str } from './raw.ts';

/** A field by its snake_case name, in either spelling. */
export function get(raw: unknown, key: string): unknown {
  const object = obj(raw);
  return object[key] ?? object[key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
}

/** A field of a field of an object. */
export function at(raw: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(get, raw);
}

/** A boolean, or its wrapper message in text form. */
export function flagOf(value: unknown): boolean | undefined {
  return bool(value) ?? bool(get(value, 'value'));
}

/** A number, also as a text: the JSON mapping accepts both. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  return num(value) ?? num(get(value, 'value'));
}

/** An enumeration by name, or by number where the names are given in order. */
export function enumOf(value: unknown, names: readonly string[]): string | undefined {
  return typeof value === 'number' ? names[value] : str(value, 64);
}

/** A duration that is not zero (`300s`). */
export function isDuration(value: unknown): boolean {
  if (typeof value === 'string') return /[1-9]/.test(value);
  return isObject(value) && (numberOf(get(value, 'seconds')) ?? 0) + (numberOf(get(value, 'nanos')) ?? 0) > 0;
}

/** Type of an extension by the URL of its configuration, which decides; its name where it has no typed configuration. */
export function extensionOf(filter: unknown): { type: string; config: unknown } {
  const typed = get(filter, 'typed_config');
  const url = str(obj(typed)['@type']);
  // A TypedStruct contains the real type and the fields below `value`.
  if (url !== undefined && url.endsWith('TypedStruct'))
    return { type: str(get(typed, 'type_url')) ?? url, config: get(typed, 'value') };
  return { type: url ?? str(get(filter, 'name')) ?? '', config: typed ?? get(filter, 'config') };
}

/** Filter chains of a listener, the default one last. */
export function chainsOf(listener: unknown): readonly unknown[] {
  return [
    ...arr(get(listener, 'filter_chains')),
    ...[get(listener, 'default_filter_chain')].filter(isObject),
  ];
}
