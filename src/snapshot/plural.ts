const IRREGULAR: Readonly<Record<string, string>> = {
  '*': '*',
  Endpoints: 'endpoints',
  ServiceIntentions: 'serviceintentions',
};

/** The resource name of a kind by the convention of code generators. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  const irregular = IRREGULAR[kind];
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
