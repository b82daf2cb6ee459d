/** Responses of kubelets through the node proxy: `/configz`, `/flagz`, `/metrics`, `/pods`. Only what checks read is kept. */
import { isKeptFlag } from '../../data/kept-flags.ts';
import type { FlagzRecord, KubeletMetrics, MetricsRecord, StaticPodRecord } from '../records/index.ts';
import { arr, isDangerousKey, isObject, obj, put, str } from '../project/raw.ts';
import { redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { parseFlagz } from './flagz.ts';

/**
 * Fields of KubeletConfiguration that are kept. Left out: headers for the static pod URL (they contain a credential), logging,
 * and node-specific settings (provider id, pod CIDR, taints, reserved CPUs and memory).
 */
const FIELDS: ReadonlySet<string> = new Set([
  'address',
  'allowedUnsafeSysctls',
  'authentication',
  'authorization',
  'cgroupDriver',
  'cgroupsPerQOS',
  'clusterDNS',
  'clusterDomain',
  'configMapAndSecretChangeDetectionStrategy',
  'containerLogMaxFiles',
  'containerLogMaxSize',
  'containerRuntimeEndpoint',
  'cpuCFSQuota',
  'cpuManagerPolicy',
  'crashLoopBackOff',
  'enableContentionProfiling',
  'enableControllerAttachDetach',
  'enableDebugFlagsHandler',
  'enableDebuggingHandlers',
  'enableProfilingHandler',
  'enableServer',
  'enableSystemLogHandler',
  'enableSystemLogQuery',
  'enforceNodeAllocatable',
  'eventBurst',
  'eventRecordQPS',
  'evictionHard',
  'evictionSoft',
  'failCgroupV1',
  'failSwapOn',
  'featureGates',
  'healthzBindAddress',
  'healthzPort',
  'imageGCHighThresholdPercent',
  'imageGCLowThresholdPercent',
  'imageMaximumGCAge',
  'imagePullCredentialsVerificationPolicy',
  'kubeReserved',
  'localStorageCapacityIsolation',
  'makeIPTablesUtilChains',
  'maxParallelImagePulls',
  'maxPods',
  'memoryManagerPolicy',
  'memorySwap',
  'nodeLeaseDurationSeconds',
  'nodeStatusUpdateFrequency',
  'podPidsLimit',
  'podsPerCore',
  'port',
  'preloadedImagesVerificationAllowlist',
  'protectKernelDefaults',
  'readOnlyPort',
  'registerNode',
  'rotateCertificates',
  'seccompDefault',
  'serializeImagePulls',
  'serverTLSBootstrap',
  'shutdownGracePeriod',
  'shutdownGracePeriodCriticalPods',
  'singleProcessOOMKill',
  'staticPodPath',
  'staticPodURL',
  'streamingConnectionIdleTimeout',
  'systemReserved',
  'tlsCertFile',
  'tlsCipherSuites',
  'tlsCurvePreferences',
  'tlsMinVersion',
  'tlsPrivateKeyFile',
  'topologyManagerPolicy',
]);

const MAX_FIELDS = 400;
const MAX_DEPTH = 5;

/** The configuration in `{"kubeletconfig":{...}}` by dotted path, redacted; undefined when the value is something else. */
export function parseConfigz(value: unknown): Record<string, string> | undefined {
  const config = isObject(value) ? value['kubeletconfig'] : undefined;
  return isObject(config) ? flatConfig(config) : undefined;
}

function flatConfig(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const result: Record<string, string> = {};
  const add = (path: string, value: unknown, depth: number): void => {
    if (Object.keys(result).length >= MAX_FIELDS || value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const items = value.filter((item) => typeof item === 'string' || typeof item === 'number');
      put(result, path, text(path, items.join(',')));
    } else if (isObject(value)) {
      if (depth >= MAX_DEPTH) return;
      for (const key of Object.keys(value).sort())
        if (!isDangerousKey(key)) add(`${path}.${cleanLine(key, TEXT_LIMITS.name)}`, value[key], depth + 1);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      put(result, path, text(path, String(value)));
    }
  };
  for (const key of Object.keys(config).sort()) if (FIELDS.has(key)) add(key, config[key], 1);
  return result;
}

function text(name: string, value: string): string {
  return redactValue(name, cleanLine(value, TEXT_LIMITS.argument));
}

/** Flags that are kept: those that correspond to a field above, and those without a field in the configuration. */
const FLAGS: ReadonlySet<string> = new Set([
  'anonymous-auth',
  'authentication-token-webhook',
  'authorization-mode',
  'bootstrap-kubeconfig',
  'cert-dir',
  'client-ca-file',
  'cloud-provider',
  'config',
  'config-dir',
  'contention-profiling',
  'enable-debugging-handlers',
  'event-qps',
  'fail-cgroupv1',
  'feature-gates',
  'healthz-bind-address',
  'hostname-override',
  'image-credential-provider-bin-dir',
  'image-credential-provider-config',
  'kubeconfig',
  'make-iptables-util-chains',
  'manifest-url',
  'node-ip',
  'pod-manifest-path',
  'pod-max-pids',
  'protect-kernel-defaults',
  'read-only-port',
  'rotate-certificates',
  'rotate-server-certificates',
  'seccomp-default',
  'streaming-connection-idle-timeout',
  'tls-cert-file',
  'tls-cipher-suites',
  'tls-min-version',
  'tls-private-key-file',
]);

/** The kept flags of a component. */
export function keptFlagz(
  component: FlagzRecord['component'],
  flags: Readonly<Record<string, string>>,
): Record<string, string> {
  const isKept = component === 'kubelet' ? (name: string) => FLAGS.has(name) : isKeptFlag;
  return Object.fromEntries(Object.entries(flags).filter(([name]) => isKept(name)));
}

/** Kept flags of a kubelet's `/flagz`; undefined when the text is none. */
export function parseKubeletFlagz(body: string): Record<string, string> | undefined {
  const flags = parseFlagz(body);
  return flags && keptFlagz('kubelet', flags);
}

/** Every kubelet counts its requests, also for its metrics: without this, a response is truncated or comes from another program. */
export const KUBELET_METRICS_MARKER = 'kubelet_http_requests_total';

const GATES: ReadonlySet<string> = new Set([
  'KubeletEnsureSecretPulledImages',
  'KubeletFineGrainedAuthz',
  'NodeLogQuery',
  'RotateKubeletServerCertificate',
  'UserNamespacesSupport',
]);

/** The kept part of a kubelet's metrics; undefined when they are incomplete, so that a missing value never counts as none. */
export function kubeletMetrics({ families, complete }: MetricsRecord): KubeletMetrics | undefined {
  if (!complete) return undefined;
  const value = (family: string) => families[family]?.[0]?.value;
  const gates: Record<string, boolean> = {};
  for (const sample of families['kubernetes_feature_enabled'] ?? []) {
    const name = sample.labels['name'] ?? '';
    if (GATES.has(name)) gates[name] = sample.value === 1;
  }
  const metrics: KubeletMetrics = { gates };
  put(metrics, 'version', families['kubernetes_build_info']?.[0]?.labels['git_version']);
  put(metrics, 'cgroupVersion', value('kubelet_cgroup_version'));
  put(metrics, 'clientTtlSeconds', value('kubelet_certificate_manager_client_ttl_seconds'));
  put(metrics, 'serverTtlSeconds', value('kubelet_certificate_manager_server_ttl_seconds'));
  put(metrics, 'renewErrors', value('kubelet_certificate_manager_client_expiration_renew_errors'));
  put(metrics, 'runtimeEndsWith', families['kubelet_cri_losing_support']?.[0]?.labels['version']);
  put(metrics, 'hostProcessContainers', value('kubelet_started_host_process_containers_total'));
  return metrics;
}

const SOURCE = 'kubernetes.io/config.source';

/** Pods of a kubelet's `/pods` that it runs from a file or a URL: name and origin, no content. */
export function parseStaticPods(value: unknown): StaticPodRecord[] | undefined {
  if (!isObject(value) || value['kind'] !== 'PodList') return undefined;
  return arr(value['items']).flatMap((item) => {
    const meta = obj(obj(item)['metadata']);
    const annotations = obj(meta['annotations']);
    const source = str(annotations[SOURCE], 16);
    const [name, namespace] = [str(meta['name'], 253), str(meta['namespace'], 253)];
    if (source === undefined || source === 'api' || name === undefined || namespace === undefined) return [];
    const pod: StaticPodRecord = { namespace, name, source };
    put(pod, 'uid', str(meta['uid'], 64));
    put(pod, 'seen', str(annotations['kubernetes.io/config.seen'], 64));
    return [pod];
  });
}
