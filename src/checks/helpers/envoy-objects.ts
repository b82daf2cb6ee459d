/** Objects that controllers turn into configuration of Envoys, as a question reads them. */
import type { EnvoyFacts } from '../../addons/types.ts';
import { command } from '../../shared/requirement.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { observed } from './objects.ts';

/** Findings about objects, and those that an API server would reject: nothing wrong in them is no pass. */
export function judgedObjects(
  envoy: EnvoyFacts,
  objects?: (envoy: EnvoyFacts) => Iterable<Finding>,
): Finding[] {
  const asked = new Set<CustomRecord>();
  const findings = [
    ...(objects?.({
      ...envoy,
      objects: (kind) => {
        const found = envoy.objects(kind);
        for (const record of found) asked.add(record);
        return found;
      },
    }) ?? []),
  ];
  return [...findings, ...[...asked].flatMap(invalidObject)];
}

/** A field of another type; no text of these kinds is a boolean. */
function invalidObject(record: CustomRecord): Finding[] {
  const { kind, namespace = '', name, malformed = [], spec } = record;
  const quoted = textOfBoolean(spec);
  const problem = malformed[0] ?? (quoted === undefined ? undefined : `"${quoted}" is not a boolean`);
  if (problem === undefined) return [];
  return [
    {
      verdict: 'unknown',
      at: { kind, ...(namespace !== '' && { namespace }), name },
      message: `invalid, its effect is unknown: ${problem}`,
      requires: [command(`kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml`)],
      evidence: [observed(`${kind} ${namespace}/${name}`, problem)],
    },
  ];
}

function textOfBoolean(value: unknown): string | undefined {
  if (typeof value === 'string') return /^(?:true|false)$/i.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = textOfBoolean(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
