import { jsonOf } from '../answers.ts';
import type { JsonAnswer } from '../answers.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext, CollectResult } from '../define.ts';
import {
  aggregatedVersions,
  discoveryRecords,
  indexServed,
  legacyGroups,
  legacyResources,
} from '../served.ts';
import type { ServedVersion } from '../served.ts';

/** Kubernetes 1.30 and later, 1.26 to 1.29, older: one answer for everything, or a list of groups to walk. */
const AGGREGATED = [
  'application/json;v=v2;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList',
  'application/json;v=v2beta1;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

const reads = ['/api', '/api/*', '/apis', '/apis/*'].map((path) => ({ verb: 'get', path }) as const);

export const discovery = defineCollector({
  id: 'discovery',
  why: 'Which APIs are served: add-ons by their groups, and what is worth asking for.',
  notRead: 'Schemas.',
  reads,
  async run(context) {
    const [core, groups] = await Promise.all([read(context, '/api'), read(context, '/apis')]);
    const parts = [await coreVersions(context, core), await groupVersions(context, groups)];
    const versions = parts.flatMap((part) => part.versions);
    context.publish(
      indexServed(versions, versions.length > 0 && parts.every(({ bad }) => bad === undefined)),
    );
    for (const record of discoveryRecords(versions)) context.add('discovery', record);
    return resultOf(parts, versions);
  },
});

interface Part {
  versions: readonly ServedVersion[];
  bad?: Exclude<JsonAnswer, { meaning: 'ok' }>;
}

async function read({ get }: CollectContext, path: string): Promise<JsonAnswer> {
  return jsonOf(path, await get(path, { accept: AGGREGATED }));
}

async function coreVersions(context: CollectContext, answer: JsonAnswer): Promise<Part> {
  if (answer.meaning !== 'ok') return { versions: [], bad: answer };
  const aggregated = aggregatedVersions(answer.value);
  if (aggregated) return { versions: aggregated.filter(({ group }) => group === '') };
  return { versions: [await legacyVersion(context, '', 'v1')] };
}

async function groupVersions(context: CollectContext, answer: JsonAnswer): Promise<Part> {
  if (answer.meaning !== 'ok') return { versions: [], bad: answer };
  const aggregated = aggregatedVersions(answer.value);
  if (aggregated) return { versions: aggregated.filter(({ group }) => group !== '') };
  const groups = legacyGroups(answer.value);
  if (groups === undefined)
    return {
      versions: [],
      bad: { meaning: 'failed', reason: 'the answer of /apis is no list of API groups' },
    };
  const versions = groups.flatMap(({ group, versions: names }) => names.map((name) => ({ group, name })));
  return {
    versions: await Promise.all(versions.map(({ group, name }) => legacyVersion(context, group, name))),
  };
}

async function legacyVersion(
  context: CollectContext,
  group: string,
  version: string,
): Promise<ServedVersion> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const answer = jsonOf(path, await context.get(path));
  return { group, version, resources: answer.meaning === 'ok' ? legacyResources(answer.value) : undefined };
}

function resultOf(parts: readonly Part[], versions: readonly ServedVersion[]): CollectResult {
  const bad = parts.flatMap((part) => part.bad ?? []);
  const silent = versions
    .filter(({ resources }) => resources === undefined)
    .map(({ group, version }) => `${group === '' ? 'core' : group}/${version}`);
  const notes = silent.length > 0 ? { notes: [`no answer for ${silent.join(', ')}`] } : {};
  const first = bad[0];
  if (first === undefined)
    return silent.length > 0
      ? { status: 'partial', reason: `the servers behind ${silent.join(', ')} do not answer`, ...notes }
      : { status: 'ok' };
  const missing = first.meaning === 'forbidden' ? { missing: reads } : {};
  return {
    status: versions.length > 0 ? 'partial' : first.meaning,
    reason: first.reason,
    ...missing,
    ...notes,
  };
}
