import { readFileSync } from 'node:fs';
import { assess } from '../../src/app/assess.ts';
import { listChecks } from '../../src/app/explain.ts';
import { REASONS } from '../../src/app/topics/terms.ts';
import { prometheus } from '../../src/report/formats/prometheus.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { recorded } from './recorded.ts';

/** A JSON file of the repository. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

/** Names of a JSON schema: each property by the definition that has it, and each value of an enumeration. */
function namesOf(schema: unknown, place = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one) => namesOf(one, place));
  const { properties, enum: values } = schema as { properties?: object; enum?: readonly unknown[] };
  const own = [...Object.keys(properties ?? {}), ...(values ?? []).map((value) => `=${String(value)}`)];
  const inner = Object.entries(schema).flatMap(([key, value]) => {
    const isName = key === 'properties' || key === 'definitions' || key === '$defs';
    return isName
      ? Object.entries(value as object).flatMap(([name, one]) => namesOf(one, `${place}${name}.`))
      : namesOf(value, place);
  });
  return [...own.map((name) => place + name), ...inner];
}

/** What users, pipelines and saved files rely on. */
export async function publicNames(): Promise<Record<string, readonly string[]>> {
  const { text } = prometheus(assess(await recorded('demo'), {}));
  return {
    checks: listChecks().map(({ id }) => id),
    reasons: Object.keys(REASONS),
    collectors: COLLECTOR_IDS,
    metrics: [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? ''),
    result: namesOf(readJson('docs/schema/result-v2.schema.json')),
    snapshot: namesOf(readJson('docs/schema/snapshot-v2.schema.json')),
    rules: namesOf(readJson('docs/schema/rules-v1.schema.json')),
    waivers: namesOf(readJson('docs/schema/waivers-v1.schema.json')),
  };
}
