import { GET_VERSION, LIST_NODES } from '../../model/requirements.ts';
import { LOOK_ON_HOST, rerun, list } from '../../shared/requirement.ts';
import { asOf, cgroupV1Systems, newestKnownMinor, upgradeBlockers } from '../../data/upgrade-blockers.ts';
import type { UpgradeBlockers } from '../../data/upgrade-blockers.ts';
import { gateStates, listItems } from '../../model/control-plane/sources/flag-values.ts';
import type { ComponentFacts, ControlPlaneFacts, ExtensionFacts, NodeFacts } from '../../model/types.ts';
import { parseVersion } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import type { StartedProgram } from '../helpers/configuration-files.ts';
import { startedPrograms } from '../helpers/configuration-files.ts';
import { hosts, nodeCount, nodeEvidence } from '../helpers/nodes.ts';
import { observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'version/upgrade-blocked',
  title: 'Upgrade blockers for the next minor version',
  control: 'Upgrade readiness for the next minor version',
  severity: 'medium',
  why: 'Control plane components do not start with removed flags, feature gates or admission plugins, and kubelets do not start on unsupported runtimes or hosts. The upgrade then causes an outage.',
  remediation:
    'Remove the setting before the upgrade, or upgrade the container runtime or the operating system of the nodes first.',
  references: ['K07', 'removed-feature-gates'],
  peerChecks: [129, 277],
  needs: [],
  uses: ['controlPlane', 'nodes', 'extensions', 'workloads'],
  passNeeds: ['nodes'],
  *run({ controlPlane, nodes, extensions, workloads }): Iterable<Finding> {
    const newest = controlPlane.apiServer.versions.at(-1);
    if (!newest) {
      yield { verdict: 'unknown', message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    const target = newest.minor + 1;
    const blockers = upgradeBlockers[target] ?? {};
    const found = [
      ...settings(controlPlane, blockers, target),
      ...nodeBlockers(hosts(nodes), blockers, target),
      ...proxyMode({ extensions, workloads }, blockers, target),
      ...leftovers(extensions, blockers, target),
    ];
    yield* found;
    if (found.length === 0) yield clear(controlPlane, nodes, target);
  },
});

/** Configured gates, flags and admission plugins of the control plane. */
function* settings(
  controlPlane: ControlPlaneFacts,
  blockers: UpgradeBlockers,
  target: number,
): Iterable<Finding> {
  for (const part of programs(controlPlane)) {
    const at = component(part.name);
    const gone: { detail: string; what: string; evidence: Evidence }[] = [];
    for (const { value, evidence } of observations(part, 'feature-gates'))
      for (const gate of gateStates(value).keys())
        if (blockers.gates?.includes(gate))
          gone.push({ detail: `gate ${gate}`, what: `feature gate ${gate}`, evidence });
    for (const flag of blockers.flags?.[part.name] ?? [])
      for (const { value, set, evidence } of observations(part, flag))
        if (set && value !== '') gone.push({ detail: `flag ${flag}`, what: `flag --${flag}`, evidence });
    if (part.name === 'kube-apiserver')
      for (const flag of ['enable-admission-plugins', 'disable-admission-plugins'])
        for (const { value, evidence } of observations(part, flag))
          for (const plugin of listItems(value))
            if (blockers.admissionPlugins?.includes(plugin))
              gone.push({ detail: `plugin ${plugin}`, what: `admission plugin ${plugin}`, evidence });
    for (const detail of new Set(gone.map((item) => item.detail))) {
      const some = gone.filter((item) => item.detail === detail);
      yield {
        verdict: 'fail',
        at,
        detail,
        message: `${part.name} 1.${target} does not start: ${some[0]?.what ?? detail} is removed in this version`,
        evidence: some.map(({ evidence }) => evidence),
      };
    }
  }
}

/** Node properties with which kubelets of the next minor refuse to start. */
function* nodeBlockers(
  nodes: readonly NodeFacts[],
  { containerdBefore, cgroupV1 }: UpgradeBlockers,
  target: number,
): Iterable<Finding> {
  if (containerdBefore !== undefined) {
    const old = nodes.filter(
      ({ runtime }) =>
        runtime?.name === 'containerd' &&
        (parseVersion(runtime.version)?.major ?? Infinity) < containerdBefore,
    );
    if (old.length > 0)
      yield {
        verdict: 'fail',
        detail: 'containerd',
        message: `${nodeCount(old)} with containerd older than ${containerdBefore}.0, which kubelet 1.${target} does not support`,
        evidence: nodeEvidence(old, ({ record }) => record.containerRuntime),
      };
  }
  if (cgroupV1) {
    const old = nodes.filter(
      ({ record, minor }) => (minor ?? target) < target && cgroupV1Systems.test(record.osImage ?? ''),
    );
    if (old.length > 0)
      yield {
        verdict: 'fail',
        detail: 'cgroup v1',
        message: `${nodeCount(old)} with an operating system that defaults to cgroup v1; kubelet 1.${target} does not start on it by default (failCgroupV1)`,
        evidence: nodeEvidence(old, ({ record }) => record.osImage).map((item) => ({
          ...item,
          confidence: 'inferred',
        })),
      };
  }
}

/** kube-proxy reads its mode from its file at its start, or from a flag; without its pods the ConfigMaps of kubeadm and EKS count. */
function* proxyMode(
  parts: Pick<CheckParts, 'extensions' | 'workloads'>,
  { ipvs }: UpgradeBlockers,
  target: number,
): Iterable<Finding> {
  if (!ipvs) return;
  const started = startedPrograms({ program: 'kube-proxy', flag: 'config' }, parts);
  const sources = started.length > 0 ? started.flatMap(modeOfProgram) : modesOfConfigMaps(parts.extensions);
  for (const evidence of new Map(sources.map((one) => [one.location, one])).values())
    yield {
      verdict: 'fail',
      at: component('kube-proxy'),
      detail: 'ipvs',
      message: `kube-proxy mode is ipvs, which is disabled by default in 1.${target}`,
      evidence: [evidence],
    };
}

const IPVS = /^\s*mode:\s*["']?ipvs\b/m;

function modeOfProgram({ argv, file, evidence }: StartedProgram): Evidence[] {
  if (!file.known) return [];
  if (file.value !== undefined)
    return IPVS.test(file.value) ? file.evidence.map((one) => ({ ...one, value: 'mode: ipvs' })) : [];
  const mode = argv?.flags.get('proxy-mode')?.at(-1);
  return mode === 'ipvs' ? [{ ...evidence, value: '--proxy-mode=ipvs' }] : [];
}

function modesOfConfigMaps({ configMaps }: ExtensionFacts): Evidence[] {
  return configMaps
    .filter(({ namespace, name }) => namespace === 'kube-system' && name.startsWith('kube-proxy'))
    .filter(({ data }) => Object.values(data).some((text) => IPVS.test(text)))
    .map(({ namespace, name }) => ({
      source: 'configmap',
      confidence: 'inferred',
      location: `ConfigMap ${namespace}/${name}`,
      value: 'mode: ipvs',
    }));
}

/** Removed API versions: discovery does not show whether objects of them are left. */
function* leftovers(
  { discovery }: ExtensionFacts,
  { apis = [] }: UpgradeBlockers,
  target: number,
): Iterable<Finding> {
  for (const api of apis) {
    const [version, group] = [api.slice(0, api.indexOf('.')), api.slice(api.indexOf('.') + 1)];
    if (!discovery.some((served) => served.group === group && served.versions.includes(version))) continue;
    yield {
      verdict: 'unknown',
      message: `${group}/${version} is served but removed in 1.${target}: remaining objects must be deleted before the upgrade`,
      requires: [list(`*.${group}`, undefined, { as: `the objects of ${group}/${version}` })],
      evidence: [observed('discovery', `${group}/${version}`)],
    };
  }
}

/** The finding without a blocker: pass if everything was collected. */
function clear(controlPlane: ControlPlaneFacts, nodes: readonly NodeFacts[], target: number): Finding {
  if (target > newestKnownMinor)
    return {
      verdict: 'unknown',
      message: `Kubernetes 1.${target} is not in the release data yet; no announced upgrade blocker found (as of ${asOf})`,
      requires: [rerun(`update kubectl-archmap once Kubernetes 1.${target} is released`)],
    };
  for (const part of programs(controlPlane)) {
    const answer = part.flag('feature-gates');
    if (!answer.known)
      return {
        verdict: 'unknown',
        at: component(part.name),
        message: answer.reason,
        requires: requiresOr(answer.requires, LOOK_ON_HOST),
      };
    if (answer.uncollected > 0)
      return {
        verdict: 'unknown',
        at: component(part.name),
        message: `${part.name} instances not observed: ${answer.uncollected}; no upgrade blocker found on the others`,
        requires: [LOOK_ON_HOST],
      };
  }
  if (nodes.length === 0 || nodes.some(({ runtime, virtual }) => !runtime && !virtual))
    return {
      verdict: 'unknown',
      message: 'not every node reports its container runtime',
      requires: [LIST_NODES],
    };
  return {
    verdict: 'pass',
    message: `no known upgrade blocker for 1.${target} in control plane settings and container runtimes (as of ${asOf})`,
    evidence: [
      ...programs(controlPlane).flatMap((part) =>
        observations(part, 'feature-gates').map(({ evidence }) => evidence),
      ),
      ...nodeEvidence(nodes.slice(0, 3), ({ record }) => record.containerRuntime),
    ],
  };
}

function programs({ apiServer, controllerManager, scheduler }: ControlPlaneFacts): ComponentFacts[] {
  return [apiServer, controllerManager, scheduler];
}

function observations(part: ComponentFacts, flag: string) {
  const answer = part.flag(flag);
  return answer.known ? answer.observations : [];
}
