/** Default file of waivers and of the Config document, in the working directory. */
export const SETTINGS_FILE = '.archmap.yaml';

/**
 * The file contains documents of several kinds; each reader validates its own, and that of waivers every unknown one. A kind in another case
 * counts, so that its schema refuses it: an ignored setting could let a gate pass.
 */
export function isConfig(value: unknown): boolean {
  const kind = (value as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' && kind.toLowerCase() === 'config';
}

/** A document of waivers by its kind, or by its list where it has none. Anything else is refused as a Config document, so that no setting is ignored. */
export function isWaivers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind } = value as { kind?: unknown };
  return kind === undefined
    ? 'waivers' in value
    : typeof kind === 'string' && kind.toLowerCase() === 'waivers';
}
