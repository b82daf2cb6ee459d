/** Default file of waivers and of the Config document, in the working directory. */
export const SETTINGS_FILE = '.archmap.yaml';

/** The file contains documents of several kinds; each reader validates its own, and that of waivers every unknown one. */
export function isConfig(value: unknown): boolean {
  return (value as { kind?: unknown } | null)?.kind === 'Config';
}
