import { enumeration } from '../../shared/text.ts';
import { jsonOf } from '../answers.ts';
import type { JsonAnswer } from '../answers.ts';
import { ESSENTIAL } from '../built-in.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext, CollectResult } from '../define.ts';
import {
  aggregatedVersions,
  cutOff,
  discoveryRecords,
  indexServed,
  legacyGroups,
  legacyResources,
} from '../served.ts';
import type { Served, ServedVersion } from '../served.ts';

/** Kubernetes 1.30 and later, 1.26 to 1.29, older: one response for everything, or a list of groups to read one by one. */
const AGGREGATED = [
  'application/json;v=v2;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList',
  'application/json;v=v2beta1;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/** The response has a few megabytes where thousands of kinds are installed. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Requests for one version each, of servers before 1.26. */
const MAX_REQUESTS = 1_000;

const reads = ['/api', '/api/*', '/apis', '/apis/*'].map((path) => ({ verb: 'get', path }) as const);

export const discovery = defineCollector({
  id: 'discovery',
  why: 'Served APIs: they identify add-ons and determine further requests.',
  notRead: 'Schemas.',
  reads,
  async run(context) {
    const [core, groups] = await Promise.all([read(context, '/api'), read(context, '/apis')]);
    const parts = [await coreVersions(context, core), await groupVersions(context, groups)];
    const versions = parts.flatMap((part) => part.versions);
    const answered = parts.every(({ bad }) => bad === undefined);
    const unnamed = answered ? unnamedIn(indexServed(versions, true)) : [];
    context.publish(indexServed(versions, answered && unnamed.length === 0));
    for (const record of discoveryRecords(versions)) context.add('discovery', record);
    return resultOf(parts, versions, unnamed);
  },
});

/** Kinds that every API server serves and this discovery does not name although their group responded. */
function unnamedIn(served: Served): string[] {
  return ESSENTIAL.filter(([group, kind]) => !served.find(group, kind) && !served.isUnobserved(group)).map(
    ([group, kind]) => (group === '' ? kind : `${kind} of ${group}`),
  );
}

interface Part {
  versions: readonly ServedVersion[];
  bad?: Exclude<JsonAnswer, { meaning: 'ok' }>;
}

async function read({ get }: CollectContext, path: string): Promise<JsonAnswer> {
  const answer = jsonOf(path, await get(path, { accept: AGGREGATED, maxBytes: MAX_BYTES }));
  // Every API server serves these.
  return answer.meaning === 'unavailable' ? { ...answer, meaning: 'collection-failed' } : answer;
}

async function coreVersions(context: CollectContext, answer: JsonAnswer): Promise<Part> {
  if (answer.meaning !== 'ok') return { versions: [], bad: answer };
  const aggregated = aggregatedVersions(answer.value);
  if (aggregated) return { versions: aggregated.filter(({ group }) => group === '') };
  if (answer.value['kind'] !== 'APIVersions')
    return {
      versions: [],
      bad: { meaning: 'collection-failed', reason: 'the answer of /api is no list of versions' },
    };
  return { versions: [await legacyVersion(context, '', 'v1')] };
}

async function groupVersions(context: CollectContext, answer: JsonAnswer): Promise<Part> {
  if (answer.meaning !== 'ok') return { versions: [], bad: answer };
  const reason = cutOff(answer.value);
  const bad = reason !== undefined && { bad: { meaning: 'collection-failed', reason } as const };
  const aggregated = aggregatedVersions(answer.value);
  if (aggregated) return { versions: aggregated.filter(({ group }) => group !== ''), ...bad };
  const groups = legacyGroups(answer.value);
  if (groups === undefined)
    return {
      versions: [],
      bad: { meaning: 'collection-failed', reason: 'the answer of /apis is no list of API groups' },
    };
  const versions = groups.flatMap(({ group, versions: names }) => names.map((name) => ({ group, name })));
  const requested = versions
    .slice(0, MAX_REQUESTS)
    .map(({ group, name }) => legacyVersion(context, group, name));
  const rest = versions.slice(MAX_REQUESTS).map(({ group, name }) => ({
    group,
    version: name,
    resources: undefined,
  }));
  return { versions: [...(await Promise.all(requested)), ...rest], ...bad };
}

async function legacyVersion(
  context: CollectContext,
  group: string,
  version: string,
): Promise<ServedVersion> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const answer = jsonOf(path, await context.get(path));
  const groupVersion = group === '' ? version : `${group}/${version}`;
  const resources = answer.meaning === 'ok' ? legacyResources(answer.value, groupVersion) : undefined;
  return { group, version, resources };
}

function resultOf(
  parts: readonly Part[],
  versions: readonly ServedVersion[],
  unnamed: readonly string[],
): CollectResult {
  const bad = parts.flatMap((part) => part.bad ?? []);
  const unobserved = versions
    .filter(({ resources, stale }) => resources === undefined || stale)
    .map(({ group, version }) => `${group === '' ? 'core' : group}/${version}`);
  const notes = unobserved.length > 0 ? { notes: [`no response for ${enumeration(unobserved, 20)}`] } : {};
  const first = bad[0];
  const status = versions.length > 0 ? 'partial' : 'collection-failed';
  if (unnamed.length > 0)
    return { status, reason: `discovery does not name ${enumeration(unnamed)}`, ...notes };
  if (first === undefined)
    return unobserved.length > 0
      ? { status: 'partial', reason: `unavailable aggregated APIs: ${enumeration(unobserved, 20)}`, ...notes }
      : { status: 'ok' };
  const missing = first.meaning === 'permission-denied' ? { missing: reads } : {};
  return {
    status: versions.length > 0 ? 'partial' : first.meaning,
    reason: first.reason,
    ...missing,
    ...notes,
  };
}
