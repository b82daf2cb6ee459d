import { getNamed, see } from '../../../shared/requirement.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { Known } from '../../../shared/evidence.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { UNREADABLE } from '../../../snapshot/unreadable.ts';
import { hostOf } from '../../../shared/addresses.ts';

/** kubeadm's configuration from the ConfigMap kubeadm-config; before 1.12 its key had another name (cmd/kubeadm/app/constants). */
export function kubeadmConfiguration(data: Readonly<Record<string, string>> = {}): string | undefined {
  return data['ClusterConfiguration'] ?? data['MasterConfiguration'];
}

/** `controlPlaneEndpoint: host:port`, a top-level key of kubeadm's configuration; undefined when it is not set. */
export function controlPlaneEndpoint(text: string): string | undefined {
  const value = /^controlPlaneEndpoint:[ \t]*["']?([^\s"']+)/m.exec(text)?.[1];
  return value && hostOf(`https://${value}`);
}

/**
 * The address that kubelets and joining nodes use for the API servers, as kubeadm wrote it into their kubeconfigs; empty when
 * none is configured, so that all nodes connect to the first host.
 */
export function sharedAddress({ records, outcomes }: Snapshot): Known<string> {
  const config = records.configMap.find(
    ({ namespace, name }) => namespace === 'kube-system' && name === 'kubeadm-config',
  );
  const text = kubeadmConfiguration(config?.data);
  if (text === UNREADABLE)
    return unknown(
      'the address that nodes use for the API servers is not known: the ConfigMap kube-system/kubeadm-config is not readable',
      see('look at controlPlaneEndpoint in the ConfigMap kubeadm-config'),
    );
  if (text === undefined) {
    const outcome = outcomes.get('configmaps');
    const reason = outcome?.status === 'ok' ? 'not set up by kubeadm' : (outcome?.reason ?? 'not read');
    return unknown(
      `the address that nodes use for the API servers is not known: ${reason}`,
      getNamed('configmaps', 'kubeadm-config', 'kube-system'),
    );
  }
  const host = controlPlaneEndpoint(text) ?? '';
  return known(host, {
    source: 'configmap',
    confidence: 'inferred',
    location: 'ConfigMap kube-system/kubeadm-config',
    value: host === '' ? 'controlPlaneEndpoint is not set' : `controlPlaneEndpoint: ${host}`,
  });
}
