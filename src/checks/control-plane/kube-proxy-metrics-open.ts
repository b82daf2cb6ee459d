import { onNode } from '../../shared/requirement.ts';
import { hostOf, isLoopback } from '../../shared/addresses.ts';
import type { ExtensionFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import type { StartedProgram } from '../helpers/configuration-files.ts';
import { startedPrograms } from '../helpers/configuration-files.ts';

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
  uses: ['extensions', 'workloads'],
  passNeeds: ['pods', 'workloads'],
  *run({ extensions, workloads }): Iterable<Finding> {
    const started = startedPrograms({ program: 'kube-proxy', flag: 'config' }, { workloads, extensions });
    const found = started.length > 0 ? started.map(ofProgram) : ofKnownConfigMaps(extensions);
    const bound = found.filter((one) => one.known);
    const open = bound.filter(({ value }) => !isLocal(value));
    for (const { value, evidence } of distinct(open, ({ value }) => value))
      yield {
        verdict: 'fail',
        at,
        message: `metricsBindAddress is ${value}; expected a loopback address`,
        evidence,
      };
    const hidden = found.filter((one) => !one.known);
    for (const { reason, requires } of distinct(hidden, ({ reason }) => reason))
      yield { verdict: 'unknown', at, message: reason, requires };
    if (open.length + hidden.length === 0)
      yield {
        verdict: 'pass',
        at,
        message: 'metrics are bound to the loopback interface',
        evidence: distinct(
          bound.flatMap(({ evidence }) => evidence),
          ({ location, value }) => `${location} ${value}`,
        ),
      };
  },
});

/** An address; empty = the default, which is a loopback address. */
function isLocal(address: string): boolean {
  return address === '' || isLoopback(hostOf(`http://${address}`) ?? address);
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** By the file that it reads; flags count where it reads none. */
function ofProgram({ argv, file, evidence }: StartedProgram): Known<string> {
  if (!file.known) return file;
  if (file.value !== undefined) return ofText(file.value, file.evidence[0]?.location ?? '');
  const address = argv?.flags.get('metrics-bind-address')?.at(-1) ?? '';
  const value = `--metrics-bind-address ${address === '' ? 'not set (default: 127.0.0.1:10249)' : address}`;
  return known(address, { ...evidence, value });
}

/** Without its pods: the ConfigMaps of kubeadm, with the configuration under config.conf, and of EKS, with it under config. */
function ofKnownConfigMaps(extensions: ExtensionFacts): Known<string>[] {
  const maps = ['kube-proxy', 'kube-proxy-config'].map((name) => extensions.configMap('kube-system', name));
  const texts = maps.flatMap((map) => {
    const text = map.known ? (map.value?.data['config.conf'] ?? map.value?.data['config']) : undefined;
    return text === undefined || text === UNREADABLE || !map.known
      ? []
      : [ofText(text, `ConfigMap kube-system/${map.value?.name ?? ''}`)];
  });
  const [hidden] = maps.flatMap((map) => (map.known ? [] : [map]));
  const absent = unknown(
    'no known ConfigMap contains its configuration: kube-proxy is embedded in another component or replaced',
    onNode('check --metrics-bind-address of kube-proxy on a node'),
  );
  return [texts[0] ?? hidden ?? absent];
}

function ofText(text: string, location: string): Known<string> {
  const address = /^metricsBindAddress:[ \t]*["']?([^\s"']*)/m.exec(text)?.[1] ?? '';
  return known(address, {
    source: 'configmap',
    confidence: 'inferred',
    location,
    value:
      address === ''
        ? 'metricsBindAddress not set (default: 127.0.0.1:10249)'
        : `metricsBindAddress: ${address}`,
  });
}
