import { GET_VERSION } from '../../model/requirements.ts';
import { see } from '../../shared/requirement.ts';
import { allowedKubeletLag } from '../../data/kubernetes-releases.ts';
import type { ComponentFacts, ComponentInstanceFacts } from '../../model/types.ts';
import { kubernetesMinor } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, requiresOr } from '../helpers/objects.ts';
import { ofKnownServers } from '../helpers/versionless.ts';

const at = component('kube-proxy');

export default defineCheck({
  id: 'version/kube-proxy-skew',
  title: 'Unsupported kube-proxy version skew',
  control: 'kube-proxy version skew',
  severity: 'medium',
  why: 'kube-proxy routes Service traffic to Pods. Outside the supported skew to kube-apiserver and the kubelet, it is untested and Service connections can fail.',
  remediation:
    'Set the image of the kube-proxy DaemonSet to the version of kube-apiserver. On managed clusters, update the kube-proxy add-on.',
  references: ['version-skew-policy'],
  peerChecks: [320],
  needs: [],
  uses: ['controlPlane', 'nodes'],
  passNeeds: ['pods', 'nodes'],
  *run({ controlPlane, nodes }): Iterable<Finding> {
    const { apiServer, kubeProxy } = controlPlane;
    const [oldest, newest] = [apiServer.versions[0], apiServer.versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', at, message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    if (kubeProxy.instances.length === 0) {
      yield hidden(kubeProxy);
      return;
    }
    const lag = allowedKubeletLag(newest.minor);
    const kubelets = new Map(nodes.map(({ name, minor }) => [name, minor]));
    const reported = kubeProxy.instances.flatMap((instance) => {
      const minor = kubernetesMinor(instance.version ?? '');
      return minor !== undefined ? [{ ...instance, minor, kubelet: kubelets.get(instance.node ?? '') }] : [];
    });
    const faults = [
      {
        detail: 'newer',
        some: reported.filter(({ minor }) => minor > oldest.minor),
        words: `newer than kube-apiserver (${oldest.version})`,
      },
      {
        detail: 'older',
        some: reported.filter(({ minor }) => minor < newest.minor - lag),
        words: `more than ${lag} minor versions older than kube-apiserver (${newest.version})`,
      },
      {
        detail: 'kubelet',
        some: reported.filter(
          ({ minor, kubelet }) => kubelet !== undefined && Math.abs(minor - kubelet) > lag,
        ),
        words: `more than ${lag} minor versions apart from the kubelet of the node`,
      },
    ].filter(({ some }) => some.length > 0);
    for (const { detail, some, words } of faults)
      yield {
        verdict: 'fail',
        at,
        detail,
        ...(detail === 'newer' && { severity: 'high' as const }),
        message: `${some.length} of ${reported.length} kube-proxy instances ${some.length === 1 ? 'is' : 'are'} ${words}`,
        evidence: show(some),
      };
    if (faults.length > 0) return;
    if (reported.length < kubeProxy.instances.length)
      yield {
        verdict: 'unknown',
        at,
        message: `kube-proxy instances without a version in the image tag: ${kubeProxy.instances.length - reported.length}`,
        requires: [see('check the image of the DaemonSet kube-proxy')],
      };
    else
      yield ofKnownServers(
        {
          verdict: 'pass',
          at,
          message: `${reported.length === 1 ? 'kube-proxy is' : `${reported.length} kube-proxy instances are`} compatible with kube-apiserver (${newest.version})`,
          evidence: show(reported.slice(0, 3)),
        },
        apiServer,
      );
  },
});

interface Reported extends ComponentInstanceFacts {
  /** Minor version of the kubelet of its node. */
  kubelet: number | undefined;
}

function show(instances: readonly Reported[]): Evidence[] {
  return few(instances, ({ location, image, node, kubelet }) => ({
    source: 'pod',
    confidence: 'observed',
    location,
    value: `${image ?? ''}${kubelet === undefined ? '' : `, kubelet 1.${kubelet} on ${node ?? '?'}`}`,
  }));
}

function hidden({ version }: ComponentFacts): Finding {
  const reason = version.known ? 'kube-proxy version is unknown' : version.reason;
  return {
    verdict: 'unknown',
    at,
    message: `${reason}: kube-proxy is embedded in another binary, replaced by the network plugin, or not observable`,
    requires: requiresOr(version.known ? [] : version.requires, see('check the network plugin')),
  };
}
