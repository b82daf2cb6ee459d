/** Workloads of an installation beside the control plane: node agents and gateways. */
import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { getNamed } from '../../../shared/requirement.ts';
import { imageIs, imageVersion } from '../../../shared/image.ts';
import { containerOf } from '../../images.ts';
import { origins } from '../../origin.ts';
import type { GatewayFacts, NodeAgentFacts } from '../../types.ts';
import { CNI, MARKS, PROXY, ZTUNNEL } from './marks.ts';
import { proxyOf } from './proxies.ts';

/** DaemonSets by image: ztunnel names its container istio-proxy, and is no sidecar. */
export function nodeAgents({
  workloads,
  trust,
  extensions,
}: Pick<ClusterModel, 'workloads' | 'trust' | 'extensions'>): NodeAgentFacts[] {
  const found = workloads.flatMap((workload): Omit<NodeAgentFacts, 'trusted'>[] => {
    if (workload.kind !== 'DaemonSet') return [];
    const ztunnel = containerOf(workload, ZTUNNEL);
    const container = ztunnel ?? containerOf(workload, CNI);
    if (!container) return [];
    const version = imageVersion(container.image) ?? workload.template.labels['app.kubernetes.io/version'];
    return [
      {
        program: ztunnel ? 'ztunnel' : 'istio-cni',
        workload,
        ...(version !== undefined && { version }),
        ...(!ztunnel && cniSettings(workload, extensions)),
      },
    ];
  });
  const { trusted } = origins(
    found.map(({ workload }) => workload),
    MARKS,
    trust,
  );
  const sure = new Set(trusted);
  return found.map((agent) => ({ ...agent, trusted: sure.has(agent.workload) }));
}

/** Name of its ConfigMap in the chart, from which its environment comes. */
const CNI_CONFIG = 'istio-cni-config';

function cniSettings(
  { namespace }: WorkloadFacts,
  { configMap }: Pick<ClusterModel['extensions'], 'configMap'>,
): Pick<NodeAgentFacts, 'ambient' | 'repairs'> {
  const map = configMap(namespace, CNI_CONFIG);
  const setting = (key: string): Known<boolean> => {
    if (!map.known) return map;
    const value = map.value?.data[key];
    return value === undefined
      ? unknown(
          `${key} is not set in ConfigMap ${namespace}/${CNI_CONFIG}`,
          getNamed('configmaps', CNI_CONFIG, namespace),
        )
      : known(value === 'true', {
          source: 'configmap',
          confidence: 'observed',
          location: `ConfigMap ${namespace}/${CNI_CONFIG}`,
          value: `${key} ${value}`,
        });
  };
  return { ambient: setting('AMBIENT_ENABLED'), repairs: setting('REPAIR_ENABLED') };
}

/** Values of the label gateway.istio.io/managed (istio pkg/config/constants). */
const MANAGED: Readonly<Record<string, GatewayFacts['form']>> = {
  'istio.io-gateway-controller': 'gateway-api',
  'istio.io-agentgateway-controller': 'gateway-api',
  'istio.io-mesh-controller': 'waypoint',
  'istio.io-agentgateway-waypoint-controller': 'waypoint',
  'istio.io-eastwest-controller': 'east-west',
};

const GATEWAY_KINDS: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet', 'Pod']);

/**
 * Gateways: those that istiod deploys for a Gateway of the Gateway API have its label and name; classic ones have the annotation of the
 * injection template in their pod template, or are injected already and run `proxy router` alone.
 */
export function gatewaysOf({ workloads }: Pick<ClusterModel, 'workloads'>): GatewayFacts[] {
  return workloads.flatMap((workload): GatewayFacts[] => {
    if (!GATEWAY_KINDS.has(workload.kind)) return [];
    const form = formOf(workload);
    if (form === undefined) return [];
    const image = proxyOf(workload.template)?.image ?? '';
    const version = imageVersion(image);
    const gateway = workload.template.labels['gateway.networking.k8s.io/gateway-name'];
    return [
      {
        form,
        workload,
        ...(version !== undefined && { version }),
        ...(gateway !== undefined && { gateway }),
      },
    ];
  });
}

function formOf({ template, templates }: WorkloadFacts): GatewayFacts['form'] | undefined {
  const managed = MANAGED[template.labels['gateway.istio.io/managed'] ?? ''];
  if (managed) return managed;
  const all = [template, ...templates.map((one) => one.template)];
  return all.some((one) => {
    const proxy = proxyOf(one);
    // An application beside the proxy is no gateway, whatever template it asks for.
    if (!proxy || one.containers.filter(({ role }) => role === undefined).length > 1) return false;
    const requested = (one.annotations['inject.istio.io/templates'] ?? '').split(',').includes('gateway');
    const router = proxy.args?.[0] === 'proxy' && proxy.args[1] === 'router';
    const image = proxy.image === 'auto' || PROXY.some((known) => imageIs(proxy.image, known));
    return image && (requested || router);
  })
    ? 'classic'
    : undefined;
}
