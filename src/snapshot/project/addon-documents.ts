/** Documents of add-ons in ConfigMaps: each is reduced to the settings that checks read. None contains a credential afterwards. */
import { CORE_SCHEMA, load } from 'js-yaml';
import { certificatesOf } from '../parse/certificate.ts';
import { redactText } from '../redact.ts';
import { cleanLine } from '../text.ts';
import { UNREADABLE } from '../unreadable.ts';
import type { Keep } from './documents.ts';
import { isObject } from './raw.ts';

/** Longer than any configuration that these programs read. */
const MAX_TEXT = 200_000;
const MAX_LINES = 200;

const lines = (all: readonly string[]): string => all.slice(0, MAX_LINES).join('\n');

/**
 * Vault's configuration in HCL (https://developer.hashicorp.com/vault/docs/configuration): `listener tcp tls_disable=true`, `seal awskms`,
 * `storage raft`. Its JSON form is not read.
 */
export const vaultConfiguration: Keep = (text) => {
  if (text.length > MAX_TEXT || text.trim().startsWith('{')) return UNREADABLE;
  const plain = withoutComments(text);
  const blocks = [...plain.matchAll(BLOCK)].map(({ 0: head, 1: kind = '', 2: type = '', index }) => ({
    kind,
    type,
    body: bodyAt(plain, index + head.length),
  }));
  return lines(
    blocks.map(({ kind, type, body }) =>
      kind === 'listener' ? `listener ${type} tls_disable=${isTrue(body, 'tls_disable')}` : `${kind} ${type}`,
    ),
  );
};

const BLOCK = /\b(listener|seal|storage|ha_storage)\s+"?(\w{1,40})"?\s*\{/g;

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*/g, (part) =>
    part.startsWith('"') ? part : ' ',
  );
}

/** The text up to the brace that closes the block. */
function bodyAt(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

function isTrue(body: string, key: string): boolean {
  const value = new RegExp(String.raw`\b${key}\s*=\s*"?(\w+)`).exec(body)?.[1] ?? '';
  return /^(?:1|t|true)$/i.test(value);
}

const GRAFANA: ReadonlySet<string> = new Set(['auth.anonymous/enabled', 'auth.anonymous/org_role']);

/** Anonymous access in grafana.ini (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/). */
export const grafanaConfiguration: Keep = (text) => {
  if (text.length > MAX_TEXT) return UNREADABLE;
  const kept: string[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    const head = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    const [, key = '', value = ''] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (head !== undefined) section = head.trim();
    else if (GRAFANA.has(`${section}/${key}`))
      kept.push(`${section}.${key}: ${redactText(cleanLine(value, 100))}`);
  }
  return lines(kept);
};

/** Whether Loki requires a tenant (https://grafana.com/docs/loki/latest/configure/, `auth_enabled`). */
export const lokiConfiguration: Keep = (text) => {
  const value = topOf(text)?.['auth_enabled'];
  return typeof value === 'boolean'
    ? `auth_enabled: ${value}`
    : value === undefined && topOf(text)
      ? '(read)'
      : UNREADABLE;
};

/** The names of the settings of a document, without their values. */
export const settingNames: Keep = (text) => {
  const document = topOf(text);
  return document === undefined ? UNREADABLE : lines(Object.keys(document).map((key) => cleanLine(key, 100)));
};

function topOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > MAX_TEXT) return undefined;
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA, json: true });
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The end of every certificate of a PEM bundle, and its subject. */
export const certificateEnds: Keep = (text) => {
  const found = certificatesOf(text, { holder: 'ConfigMap', name: '', part: '', use: 'trust-bundle' });
  return found.length === 0
    ? UNREADABLE
    : lines(found.map(({ notAfter, subject }) => `${notAfter} ${subject}`));
};

/** The scheme of a URL; its host is a name of the user. */
export const scheme: Keep = (text) => /^\s*(https?):/i.exec(text)?.[1]?.toLowerCase() ?? UNREADABLE;
