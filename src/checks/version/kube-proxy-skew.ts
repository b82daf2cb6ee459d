import { GET_VERSION } from '../../model/requirements.ts';
import { see } from '../../shared/requirement.ts';
import { allowedKubeletLag } from '../../data/kubernetes-releases.ts';
import type { ComponentFacts } from '../../model/types.ts';
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
  title: 'kube-proxy is too far from the versions around it',
  severity: 'medium',
  why: 'kube-proxy brings the traffic of every Service to its pods. Newer than the API server, or more than three minors away from it or from the kubelet beside it, it is outside what Kubernetes tests.',
  fix: 'Set the image of the DaemonSet kube-proxy to the version of the API server; on managed clusters update the add-on.',
  references: ['version-skew-policy'],
  peerChecks: [320],
  needs: [],
  uses: ['controlPlane', 'nodes'],
  passNeeds: ['pods'],
  *run({ controlPlane, nodes }): Iterable<Finding> {
    const { apiServer, kubeProxy } = controlPlane;
    const [oldest, newest] = [apiServer.versions[0], apiServer.versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', at, message: 'the server version is not known', requires: [GET_VERSION] };
      return;
    }
    if (kubeProxy.instances.length === 0) {
      yield hidden(kubeProxy);
      return;
    }
    const lag = allowedKubeletLag(newest.minor);
    const kubelets = new Map(nodes.map(({ name, minor }) => [name, minor]));
    const told = kubeProxy.instances.flatMap((instance) => {
      const minor = kubernetesMinor(instance.version ?? '');
      return minor !== undefined ? [{ ...instance, minor, kubelet: kubelets.get(instance.node ?? '') }] : [];
    });
    const show = (some: typeof told): Evidence[] =>
      few(some, ({ source, image, node, kubelet }) => ({
        witness: 'pod',
        confidence: 'observed',
        source,
        value: `${image ?? ''}${kubelet === undefined ? '' : `, kubelet 1.${kubelet} on ${node ?? '?'}`}`,
      }));
    const faults = [
      {
        detail: 'newer',
        some: told.filter(({ minor }) => minor > oldest.minor),
        words: `newer than the API server (${oldest.version})`,
      },
      {
        detail: 'older',
        some: told.filter(({ minor }) => minor < newest.minor - lag),
        words: `more than ${lag} minors older than the API server (${newest.version})`,
      },
      {
        detail: 'kubelet',
        some: told.filter(({ minor, kubelet }) => kubelet !== undefined && Math.abs(minor - kubelet) > lag),
        words: `more than ${lag} minors away from the kubelet on its node`,
      },
    ].filter(({ some }) => some.length > 0);
    for (const { detail, some, words } of faults)
      yield {
        verdict: 'fail',
        at,
        detail,
        ...(detail === 'newer' && { severity: 'high' as const }),
        message: `${some.length} of ${told.length} kube-proxies ${some.length === 1 ? 'is' : 'are'} ${words}`,
        evidence: show(some),
      };
    if (faults.length > 0) return;
    if (told.length < kubeProxy.instances.length)
      yield {
        verdict: 'unknown',
        at,
        message: `${kubeProxy.instances.length - told.length} kube-proxies have an image without a version`,
        requires: [see('look at the image of the DaemonSet kube-proxy')],
      };
    else
      yield ofKnownServers(
        {
          verdict: 'pass',
          at,
          message: `${told.length === 1 ? 'kube-proxy fits' : `${told.length} kube-proxies fit`} the API server (${newest.version})`,
          evidence: show(told.slice(0, 3)),
        },
        apiServer,
      );
  },
});

function hidden({ version }: ComponentFacts): Finding {
  const reason = version.known ? 'its version does not show' : version.reason;
  return {
    verdict: 'unknown',
    at,
    message: `${reason}: it is part of another program, replaced by the network, or hidden`,
    requires: requiresOr(version.known ? [] : version.requires, see('look at the network plugin')),
  };
}
