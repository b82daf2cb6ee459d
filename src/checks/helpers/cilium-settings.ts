import { LIST_NODES } from '../../model/requirements.ts';
import { see } from '../../shared/requirement.ts';
import type { ciliumPolicySettings } from '../../data/network-policy.ts';
import type { Answer } from '../../model/selectors.ts';
import { holdAll, labelOf } from '../../model/selectors.ts';
import type { ContainerFacts, ExtensionFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { selectorText } from '../../snapshot/project/selector.ts';
import type { CustomRecord, NodeRecord, StringMap } from '../../snapshot/records/index.ts';
import { workloadName } from './objects.ts';
import { flagOf } from './program-flags.ts';

export type CiliumSetting = (typeof ciliumPolicySettings)[number];

/** The value of an agent's setting, and its source. */
export interface Setting {
  name: string;
  value: string;
  source: string;
}

/** An agent, and its container that filters traffic. */
export interface Agent {
  workload: WorkloadFacts;
  container: ContainerFacts;
}

/** The value of a setting on one node; a known undefined: it is not set. */
export type SettingsOf = (name: CiliumSetting) => Known<Setting | undefined>;

/**
 * The settings of each agent of Cilium, per node. A flag takes precedence, then a variable, then the files that its init container creates:
 * from the ConfigMap, overridden by the CiliumNodeConfigs of its namespace for the node, the last by name; with `--source node` also by
 * labels and annotations of the node.
 */
export function ciliumSettings(
  agents: readonly Agent[],
  extensions: ExtensionFacts,
  nodes: readonly NodeFacts[],
): SettingsOf[] {
  const byName = new Map(nodes.map(({ name, record }) => [name, record]));
  return agents.flatMap((agent) => {
    const own = agent.workload.pods.flatMap(({ node = [] }) => node);
    const names = own.length > 0 ? [...new Set(own)] : nodes.map(({ name }) => name);
    const places: readonly (NodeRecord | undefined)[] =
      names.length > 0 ? names.map((name) => byName.get(name)) : [undefined];
    return places.map((node): SettingsOf => (name) => {
      const direct = ofProcess(name, agent);
      return direct ? known(direct) : fromFiles(name, agent, { extensions, node });
    });
  });
}

interface Place {
  extensions: ExtensionFacts;
  /** Undefined: it was not collected. */
  node: NodeRecord | undefined;
}

function ofProcess(name: CiliumSetting, { workload, container }: Agent): Setting | undefined {
  const at = workloadName(workload);
  const flag = flagOf(container, `--${name}`, name !== 'enable-policy' && name !== 'labels');
  if (flag !== undefined) return { name: `--${name}`, value: flag.toLowerCase(), source: at };
  const variable = `CILIUM_${name.toUpperCase().replaceAll('-', '_')}`;
  const env = container.env?.[variable];
  return env === undefined ? undefined : { name: variable, value: env.toLowerCase(), source: at };
}

const DEFAULT_SOURCES = ['config-map:cilium-config', 'cilium-node-config'];

/** The last source that sets it counts; keys that only the first one may set are ignored in the others. */
function fromFiles(name: CiliumSetting, { workload }: Agent, place: Place): Known<Setting | undefined> {
  const builder = builderOf(workload);
  const given = listOf(builder, '--source');
  const sources = given.length > 0 ? given : DEFAULT_SOURCES;
  let found: Known<Setting | undefined> = known(undefined);
  for (const [index, source] of sources.entries()) {
    if (index > 0 && !mayOverride(name, builder)) continue;
    const declared = bySource(source, name, workload.namespace, place);
    if (!declared.known || declared.value !== undefined) found = declared;
  }
  return found;
}

function builderOf({ template }: WorkloadFacts): ContainerFacts | undefined {
  return template.containers.find(
    ({ role, command = [], args = [] }) => role === 'init' && [...command, ...args].includes('build-config'),
  );
}

function listOf(builder: ContainerFacts | undefined, flag: string): string[] {
  const text = builder && flagOf(builder, flag, false);
  return (text ?? '').split(',').filter((part) => part !== '');
}

function mayOverride(name: CiliumSetting, builder: ContainerFacts | undefined): boolean {
  const allowed = listOf(builder, '--allow-config-keys');
  return allowed.length > 0 ? allowed.includes(name) : !listOf(builder, '--deny-config-keys').includes(name);
}

function bySource(
  source: string,
  name: CiliumSetting,
  namespace: string,
  { extensions, node }: Place,
): Known<Setting | undefined> {
  const [kind = '', where = ''] = source.split(/:(.*)/s);
  const settled = { name, source, namespace };
  switch (kind) {
    case 'config-map':
      return isOneOf(where, ['', 'cilium-config', `${namespace}/cilium-config`])
        ? byConfigMap(name, namespace, extensions)
        : notFollowed(settled);
    case 'cilium-node-config':
      return isOneOf(where, ['', namespace])
        ? byNodeConfigs(name, namespace, extensions, node)
        : notFollowed(settled);
    case 'node':
      return byNode(name, node);
    default:
      return notFollowed(settled);
  }
}

/** A default path, or one with a variable that Kubernetes expands. */
function isOneOf(where: string, usual: readonly string[]): boolean {
  return usual.includes(where) || where.includes('$');
}

function notFollowed({ source, namespace }: { source: string; namespace: string }): Known<never> {
  return unknown(
    `Cilium agents also read settings from ${source}, which is not observed`,
    see(`review ${source} in ${namespace}`),
  );
}

function byConfigMap(
  name: CiliumSetting,
  namespace: string,
  { configMap }: ExtensionFacts,
): Known<Setting | undefined> {
  const map = configMap(namespace, 'cilium-config');
  if (!map.known) return map;
  return known(settingIn(map.value?.data ?? {}, name, `ConfigMap ${namespace}/cilium-config`));
}

function byNodeConfigs(
  name: CiliumSetting,
  namespace: string,
  { ofPolicyKind }: ExtensionFacts,
  node: NodeRecord | undefined,
): Known<Setting | undefined> {
  const list = ofPolicyKind('cilium.io', 'CiliumNodeConfig');
  if (!list.known) return list;
  const last = list.value
    .filter((record) => record.namespace === namespace)
    .sort((a, b) => (a.name < b.name ? 1 : -1))
    .flatMap((record) => {
      const source = `CiliumNodeConfig ${namespace}/${record.name}`;
      const setting = settingIn(record.spec['defaults'], name, source);
      return setting ? [{ setting, picks: picksNode(record, node) }] : [];
    })
    .find(({ picks }) => picks !== 'no');
  if (last?.picks !== 'maybe') return known(last?.setting);
  return unknown(`unknown whether ${last.setting.source} applies to every agent`, LIST_NODES);
}

/** One without a selector matches no node, one with an empty selector all of them. */
function picksNode({ spec }: CustomRecord, node: NodeRecord | undefined): Answer {
  const wanted = selectorText(spec['nodeSelector']);
  if (wanted === undefined) return 'no';
  return holdAll(wanted, (key) => (node ? labelOf(node.labels, key) : null));
}

function byNode(name: CiliumSetting, node: NodeRecord | undefined): Known<Setting | undefined> {
  if (!node) return unknown('agent settings of nodes are not observed', LIST_NODES);
  const key = `config.cilium.io/${name}`;
  const value = labelOf(node.annotations, key) ?? labelOf(node.labels, key);
  return known(
    value === undefined ? undefined : { name: key, value: value.toLowerCase(), source: `node ${node.name}` },
  );
}

function settingIn(data: unknown, name: CiliumSetting, source: string): Setting | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const value = (data as StringMap | Record<string, unknown>)[name];
  return { name, value: String(value).toLowerCase(), source };
}
