import { onNode } from '../../shared/requirement.ts';
import { hostOf, isLoopback } from '../../shared/addresses.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { ConfigMapRecord } from '../../snapshot/records/index.ts';

const at = component('kube-proxy');

export default defineCheck({
  id: 'control-plane/kube-proxy-metrics-open',
  title: 'kube-proxy metrics exposed on a non-loopback address',
  control: 'kube-proxy metrics bind address (metricsBindAddress)',
  severity: 'low',
  why: 'The metrics port serves metrics and the kube-proxy configuration without authentication, and profiling if enabled. Any workload or attacker with network access to a node can read them.',
  remediation:
    'Set `metricsBindAddress: 127.0.0.1:10249` in the ConfigMap `kube-proxy` and restart the DaemonSet. If monitoring requires network access, restrict the port with a firewall instead.',
  references: ['CIS 4.3.1', 'K06', 'kube-proxy-configuration'],
  needs: [],
  uses: ['extensions'],
  *run({ extensions }): Iterable<Finding> {
    // What the kube-proxies of the DaemonSet read at their start; one that was changed since is not seen.
    const maps = ['kube-proxy', 'kube-proxy-config'].map((name) => extensions.configMap('kube-system', name));
    const [config] = maps.flatMap((map) => (map.known && map.value ? settingsOf(map.value) : []));
    const hidden = maps.find((map) => !map.known);
    if (!config && hidden) {
      yield { verdict: 'unknown', at, message: hidden.reason, requires: hidden.requires };
      return;
    }
    if (!config) {
      yield {
        verdict: 'unknown',
        at,
        message:
          'no known ConfigMap contains its configuration: kube-proxy is embedded in another component or replaced',
        requires: [onNode('check --metrics-bind-address of kube-proxy on a node')],
      };
      return;
    }
    const evidence: Evidence[] = [
      {
        source: 'configmap',
        confidence: 'inferred',
        location: `ConfigMap kube-system/${config.name}`,
        value:
          config.address === ''
            ? 'metricsBindAddress not set (default: 127.0.0.1:10249)'
            : `metricsBindAddress: ${config.address}`,
      },
    ];
    const host = hostOf(`http://${config.address}`) ?? config.address;
    yield config.address === '' || isLoopback(host)
      ? { verdict: 'pass', at, message: 'metrics are bound to the loopback interface', evidence }
      : {
          verdict: 'fail',
          at,
          message: `metricsBindAddress is ${config.address}; expected a loopback address`,
          evidence,
        };
  },
});

/** kubeadm keeps the configuration under config.conf, EKS under config. */
function settingsOf({ name, data }: ConfigMapRecord): { name: string; address: string }[] {
  const text = data['config.conf'] ?? data['config'];
  if (text === undefined || text === UNREADABLE) return [];
  return [{ name, address: /^metricsBindAddress:[ \t]*["']?([^\s"']*)/m.exec(text)?.[1] ?? '' }];
}
