/** Settings of the controllers of Envoys, as flat JSON: the paths of the fields that checks of the area `envoy` read. */
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { redactText } from '../redact.ts';
import { cleanLine } from '../text.ts';
import { UNREADABLE } from '../unreadable.ts';
import type { Keep } from './documents.ts';
import { isObject, obj } from './raw.ts';

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** Longer than any document that these programs read. */
const MAX_TEXT = 1_000_000;

/** EnvoyGateway, the configuration of Envoy Gateway's controller (gateway.envoyproxy.io/docs/api/extension_types). */
export const envoyGatewaySettings = keeping([
  'extensionApis.enableEnvoyPatchPolicy',
  'extensionApis.enableBackend',
  'extensionApis.enableLua',
  'admin.address.host',
  'admin.enablePprof',
  'admin.enableDumpConfig',
]);

/** Contour's configuration file (projectcontour.io/docs/main/configuration). */
export const contourSettings = keeping([
  'accesslog-level',
  'disableMergeSlashes',
  'enableExternalNameService',
  'globalExtAuth.failOpen',
  'network.num-trusted-hops',
  'timeouts.request-timeout',
  'tls.minimum-protocol-version',
]);

function keeping(paths: readonly string[]): Keep {
  return (text) => {
    const document = parse(text);
    if (document === undefined) return UNREADABLE;
    const kept = paths.flatMap((path): [string, string | number | boolean][] => {
      const value = path.split('.').reduce<unknown>((part, key) => obj(part)[key], document);
      if (typeof value === 'string') return [[path, redactText(cleanLine(value))]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[path, value]] : [];
    });
    return JSON.stringify(Object.fromEntries(kept));
  };
}

function parse(text: string): object | undefined {
  if (text.length > MAX_TEXT) return undefined;
  if (text.trim() === '') return {};
  try {
    const value: unknown = load(text, { schema: SCHEMA, json: true });
    return value === null || value === undefined ? {} : isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
