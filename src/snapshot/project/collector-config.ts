import { CORE_SCHEMA, load } from 'js-yaml';
import type { Raw } from './raw.ts';
import { isObject, obj } from './raw.ts';

/** Longer than any configuration of a collector. */
const MAX_TEXT = 200_000;

/**
 * `spec.config` of an OpenTelemetryCollector is a text in v1alpha1, and an object since v1beta1 (apis of its operator). A receiver or a protocol
 * without settings (`grpc:`) is active with its defaults.
 */
export function withParsedConfig(raw: Raw): Raw {
  const spec = obj(raw['spec']);
  const { config: given } = spec;
  const config = typeof given === 'string' ? parsed(given) : given;
  if (!isObject(config)) return { ...raw, spec: { ...spec, config: undefined } };
  return {
    ...raw,
    spec: { ...spec, config: { receivers: withoutNulls(config['receivers'], ['protocols']) } },
  };
}

function withoutNulls(value: unknown, below: readonly string[]): Raw {
  return Object.fromEntries(
    Object.entries(obj(value)).map(([name, inner]) => {
      const settings = obj(inner);
      const maps = below.filter((key) => isObject(settings[key]));
      return [
        name,
        { ...settings, ...Object.fromEntries(maps.map((key) => [key, withoutNulls(settings[key], [])])) },
      ];
    }),
  );
}

function parsed(text: string): Raw | undefined {
  if (text.length > MAX_TEXT) return undefined;
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA, json: true });
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
