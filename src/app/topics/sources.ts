/** Collectors: what each one reads, why, and which checks require it. */
import { catalogue } from '../../checks/index.ts';
import { partSources } from '../../checks/parts.ts';
import { allCollectors } from '../../collect/index.ts';
import type { Collector } from '../../collect/index.ts';
import type { CollectorId, ReadRule } from '../../snapshot/types.ts';
import type { Topic } from '../../result/topics.ts';

/** A page for each collector, in the order of declaration. */
export function sourceTopics(): Topic[] {
  return allCollectors.map((collector) => ({
    kind: 'source',
    name: collector.id,
    title: `Collector ${collector.id}`,
    body: bodyOf(collector),
  }));
}

function bodyOf({ id, why, reads, anonymous, notRead }: Collector): string {
  const { first, pass } = checksWith(id);
  return [
    why,
    '',
    '## Requests',
    '',
    ...(reads.length + anonymous.length === 0 ? ['- DNS and the TLS handshake'] : []),
    ...readTexts(reads).map((line) => `- ${line}`),
    ...anonymous.map((path) => `- anonymous: \`${path}\``),
    ...(notRead === '' ? [] : ['', `Not collected: ${notRead}`]),
    '',
    '## Checks that require it',
    '',
    ...(first.length === 0 && pass.length === 0
      ? ['None: other collectors provide the same data, or it adds details only.']
      : []),
    ...(first.length > 0 ? [`Unknown without it: ${list(first)}.`] : []),
    ...(first.length > 0 && pass.length > 0 ? [''] : []),
    ...(pass.length > 0 ? [`Can fail without it, but not pass: ${list(pass)}.`] : []),
    '',
    'Required permissions: `kubectl archmap rbac`; those that you lack: `kubectl archmap rbac --missing`.',
  ].join('\n');
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}

/** Checks that require a collector, and those that cannot pass without it. */
function checksWith(id: CollectorId): { first: string[]; pass: string[] } {
  const first = catalogue.filter(
    ({ needs, collectors = [] }) =>
      collectors.includes(id) || needs.some((part) => partSources[part].sources.join() === id),
  );
  const pass = catalogue.filter(
    (check) =>
      !first.includes(check) &&
      (check.passNeeds?.includes(id) === true ||
        check.needs.some((part) => partSources[part].sources.includes(id))),
  );
  return { first: first.map((check) => check.id), pass: pass.map((check) => check.id) };
}

/** One line per verb and group: `list networking.k8s.io: ingresses, ingressclasses`. */
export function readTexts(reads: readonly ReadRule[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const rule of reads) {
    const where = rule.path === undefined ? ` ${rule.group ?? ''}`.trimEnd() : '';
    const key = `${rule.verb}${where}`;
    const items = lines.get(key) ?? new Set<string>();
    lines.set(key, items);
    items.add(itemOf(rule));
  }
  return [...lines].map(([key, items]) => `${key}: ${[...items].join(', ')}`);
}

function itemOf({ resource, path, namespace, resourceNames }: ReadRule): string {
  if (path !== undefined) return `\`${path}\``;
  if (resourceNames !== undefined) return 'the ConfigMaps of docs/collectors.md, by name';
  const name = resource === '*' ? 'all resources that can be listed' : (resource ?? '');
  return namespace === undefined ? name : `${name} in ${namespace}`;
}
