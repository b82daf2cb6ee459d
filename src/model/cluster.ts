import type { Known } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { hostedControlPlane } from './control-plane/sources/openshift.ts';
import { staticInstances } from './control-plane/sources/static-pods.ts';
import { ownControlPlane, recognizeDistribution, recognizeProvider } from './distribution.ts';
import type { ClusterFacts } from './types.ts';
import { kubernetesMinor } from './version.ts';
import { GET_VERSION, LIST_NODES } from './requirements.ts';

/** Facts about the cluster as a whole; unknown facts have a reason. */
export function buildCluster(snapshot: Snapshot): ClusterFacts {
  const { header, records } = snapshot;
  const distribution = recognizeDistribution(snapshot);
  const version = serverVersion(snapshot);
  const minor = version.known ? kubernetesMinor(version.value) : undefined;
  const uid = records.namespace.find(({ name }) => name === 'kube-system')?.uid;
  const user = records.identity[0]?.username;
  const emulated = kubernetesMinor(records.version[0]?.emulationVersion ?? '');
  return {
    takenAt: new Date(header.takenAt),
    source: header.source,
    ...(header.namespace && { namespace: header.namespace }),
    ...(header.severalClusters === true && { severalClusters: true }),
    ...(header.context && { context: header.context }),
    ...(header.server && { server: header.server }),
    ...(records.endpoint[0] && { endpointHost: records.endpoint[0].host }),
    endpointAddresses: records.endpoint[0]?.addresses ?? [],
    ...(uid && { uid }),
    ...(user && { user }),
    version,
    minor:
      version.known && minor !== undefined
        ? known(minor, ...version.evidence)
        : unknown(
            version.known ? `${version.value} names no release` : 'the server version is not known',
            GET_VERSION,
          ),
    ...(emulated !== undefined && { emulatedMinor: emulated }),
    distributionOpen:
      !distribution.known &&
      (['nodes', 'pods', 'discovery'] as const).some((id) => snapshot.outcomes.get(id)?.status !== 'ok'),
    distribution: distribution.known ? known(distribution.value, ...distribution.evidence) : distribution,
    provider: recognizeProvider(snapshot),
    managed: isManaged(snapshot, distribution),
  };
}

/** The version that the server reports, else the tag of the API server's image. */
function serverVersion(snapshot: Snapshot): Known<string> {
  const declared = snapshot.records.version[0];
  if (declared)
    return known(declared.gitVersion, {
      source: 'version',
      confidence: 'observed',
      location: 'GET /version',
      value: declared.gitVersion,
    });
  const pod = staticInstances(snapshot, 'kube-apiserver').find(({ version }) => version);
  if (pod?.version)
    return known(pod.version, {
      source: 'pod',
      confidence: 'observed',
      location: pod.location,
      value: pod.image ?? '',
    });
  return unknown('the server did not report its version', GET_VERSION);
}

/**
 * A provider runs the control plane when OpenShift reports that it is hosted externally, or when a managed offering is recognized
 * by at least two signals, or by one without a visible control-plane node and mirror pod.
 */
function isManaged(
  snapshot: Snapshot,
  distribution: ReturnType<typeof recognizeDistribution>,
): Known<boolean> {
  const { records, outcomes } = snapshot;
  const own = ownControlPlane(snapshot);
  if (own.length > 0) return known(false, ...own);
  if (!distribution.known) return unknown('the distribution is not known', LIST_NODES);
  const hosted = distribution.value.id === 'openshift' && hostedControlPlane(snapshot);
  if (hosted) return known(true, ...distribution.evidence, hosted);
  if (distribution.managed === true) {
    if (distribution.evidence.length >= 2) return known(true, ...distribution.evidence);
    const seesNodes = outcomes.get('nodes')?.status === 'ok' && records.node.length > 0;
    if (seesNodes) return known(true, ...distribution.evidence);
    return unknown(`only one signal speaks for ${distribution.value.name}`, LIST_NODES);
  }
  return known(false, ...distribution.evidence);
}
