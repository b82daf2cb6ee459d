/** Requirements of one selector that no labels meet together, as text. */
export function contradictions(requirements: readonly string[]): string[] {
  const byKey = new Map<string, Need[]>();
  for (const text of requirements) {
    const need = needOf(text);
    if (need) byKey.set(need.key, [...(byKey.get(need.key) ?? []), need]);
  }
  return [...byKey].flatMap(([key, needs]) =>
    isPossible(needs)
      ? []
      : [`contradictory requirements for ${key}: ${needs.map(({ text }) => text).join(', ')}`],
  );
}

interface Need {
  text: string;
  key: string;
  operator: string;
  values: readonly string[];
}

/** In the format of the snapshot: `key=value`, `key In a,b`, `key Exists`. */
function needOf(text: string): Need | undefined {
  const [, key, operator = '', list = ''] =
    /^(\S+) (In|NotIn|Exists|DoesNotExist)(?: (.*))?$/.exec(text) ?? [];
  if (key !== undefined) return { text, key, operator, values: list.split(',') };
  const equals = text.indexOf('=');
  if (equals < 0) return undefined;
  return { text, key: text.slice(0, equals), operator: 'In', values: [text.slice(equals + 1)] };
}

function isPossible(needs: readonly Need[]): boolean {
  const required = needs.filter(({ operator }) => operator === 'In' || operator === 'Exists');
  if (required.length > 0 && needs.some(({ operator }) => operator === 'DoesNotExist')) return false;
  const [first, ...others] = needs.filter(({ operator }) => operator === 'In');
  if (!first) return true;
  const excluded = new Set(
    needs.filter(({ operator }) => operator === 'NotIn').flatMap(({ values }) => values),
  );
  return first.values.some(
    (value) => !excluded.has(value) && others.every(({ values }) => values.includes(value)),
  );
}
