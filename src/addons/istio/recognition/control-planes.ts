/** The control planes of a cluster: those that run in it, and those that its injectors call elsewhere. */
import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import { parseVersion } from '../../../model/version.ts';
import { imageIs, imageVersion } from '../../../shared/image.ts';
import type { WebhookRecord } from '../../../snapshot/records/index.ts';
import { containerOf } from '../../images.ts';
import type { MeshProvider, RevisionFacts, TagFacts } from '../../types.ts';
import { PILOT } from './marks.ts';

/** By the name of istiod or by its image: packagers name the image differently. */
export function isControlPlane({ kind, template }: WorkloadFacts): boolean {
  return (
    kind === 'Deployment' &&
    template.labels['app'] === 'istiod' &&
    template.containers.some(
      ({ name, image, role }) =>
        role === undefined &&
        (PILOT.some((known) => imageIs(image, known)) ||
          (name === 'discovery' && template.labels['istio.io/rev'] !== undefined)),
    )
  );
}

/** Namespace of an external control plane when nothing else names one. */
const USUAL_NAMESPACE = 'istio-system';

/** Webhook configurations of an injector; those of tags repeat them under another name. */
const INJECTOR = /^istio-sidecar-injector/;
const TAG = /^istio-revision-tag-/;

export function isInjector({ kind, name }: WebhookRecord): boolean {
  return kind === 'MutatingWebhookConfiguration' && (INJECTOR.test(name) || TAG.test(name));
}

/**
 * Revision tags: `istio-revision-tag-NAME` with the labels istio.io/tag and istio.io/rev (chart istio-discovery, revision-tags-mwc.yaml).
 * Webhook configurations are cluster-scoped, so only an administrator sets a tag.
 */
export function tagsOf(webhooks: readonly WebhookRecord[]): TagFacts[] {
  return webhooks.flatMap(({ kind, name, labels }) => {
    const tag = labels['istio.io/tag'];
    const revision = labels['istio.io/rev'];
    return kind === 'MutatingWebhookConfiguration' && tag !== undefined && revision !== undefined
      ? [
          {
            tag,
            revision,
            evidence: {
              source: 'object' as const,
              confidence: 'observed' as const,
              location: `${kind} ${name}`,
              value: `istio.io/tag=${tag}, istio.io/rev=${revision}`,
            },
          },
        ]
      : [];
  });
}

/** Every control plane. A look-alike hides none that an administrator's injector calls. */
export function revisionsOf(
  model: Pick<ClusterModel, 'extensions' | 'trust' | 'outcome' | 'services'>,
  control: readonly WorkloadFacts[],
  trusted: ReadonlySet<WorkloadFacts>,
): RevisionFacts[] {
  const tags = tagsOf(model.extensions.webhooks);
  const own = control.map((workload) => runningRevision(workload, model, trusted.has(workload)));
  const served = new Set(own.filter((revision) => revision.trusted).map(({ name }) => name));
  const elsewhere = externalRevisions(model).filter(({ name }) => !served.has(name));
  return [...own, ...elsewhere].map((revision) => ({
    ...revision,
    tags: tags.filter((one) => one.revision === revision.name).map(({ tag }) => tag),
  }));
}

type Untagged = Omit<RevisionFacts, 'tags'>;

function runningRevision(
  workload: WorkloadFacts,
  { trust }: Pick<ClusterModel, 'trust'>,
  trusted: boolean,
): Untagged {
  const { kind, namespace, name, template, replicas } = workload;
  const image = controlContainer(workload)?.image;
  const revision = template.labels['istio.io/rev'] ?? 'default';
  const managed = trusted ? providerOf(revision, namespace, trust) : undefined;
  return {
    name: revision,
    namespace,
    workload: { kind, namespace, name },
    ...(image !== undefined && { image }),
    ...versionsOf(image ?? '', template.labels['app.kubernetes.io/version']),
    ...(replicas !== undefined && { replicas }),
    external: false,
    trusted,
    ...(managed && { managed }),
  };
}

/** The container of istiod. */
export function controlContainer(
  workload: WorkloadFacts,
): WorkloadFacts['template']['containers'][number] | undefined {
  return (
    containerOf(workload, PILOT) ?? workload.template.containers.find(({ name }) => name === 'discovery')
  );
}

/** Version of the charts in Istio's repository, before a release sets it (manifests/charts, Chart.yaml). */
const DEVELOPMENT = '1.0.0';

/**
 * The tag of an image is text that its author chose. Charts from 1.24 also set a label; a digest has no other version, and a label that
 * differs in the minor makes both doubtful.
 */
export function versionsOf(
  image: string,
  label: string | undefined,
): Pick<RevisionFacts, 'version' | 'otherVersion'> {
  const tag = imageVersion(image);
  const labelled =
    label !== undefined && label !== DEVELOPMENT && parseVersion(label) ? label.replace(/^v/, '') : undefined;
  if (tag === undefined) return labelled === undefined ? {} : { version: labelled };
  const differs = labelled !== undefined && parseVersion(labelled)?.minor !== parseVersion(tag)?.minor;
  return { version: tag, ...(differs && { otherVersion: labelled }) };
}

/** Revisions of AKS (https://learn.microsoft.com/azure/aks/istio-about): `asm-1-NN`, in a namespace of the distribution. */
const AKS = /^asm-\d+-\d+$/;
/** Channels of Google's control plane (https://cloud.google.com/service-mesh/docs): `asm-managed`, `-rapid`, `-stable`. */
export const GOOGLE = /^asm-managed(?:-rapid|-stable)?$/;

function providerOf(
  revision: string,
  namespace: string,
  trust: ClusterModel['trust'],
): MeshProvider | undefined {
  return AKS.test(revision) &&
    namespace === 'aks-istio-system' &&
    trust.authorIn(namespace) === 'administrator'
    ? 'Azure'
    : undefined;
}

/**
 * Injectors that call a URL, or a Service that stands for another cluster: an ExternalName, or one without a selector (chart
 * istio-discovery, remote-istiod-service.yaml).
 */
function externalRevisions({
  extensions,
  services,
}: Pick<ClusterModel, 'extensions' | 'services'>): Untagged[] {
  const found = new Map<string, Untagged>();
  for (const record of extensions.webhooks) {
    if (record.kind !== 'MutatingWebhookConfiguration' || !INJECTOR.test(record.name)) continue;
    const name = record.labels['istio.io/rev'] ?? 'default';
    const remote = record.webhooks
      .map(({ service }) => service)
      .find((service) => service !== undefined && standsForAnother(service, services));
    if (!record.webhooks.some(({ url, service }) => url && service === undefined) && remote === undefined)
      continue;
    found.set(name, {
      name,
      namespace: remote?.split('/', 1)[0] ?? USUAL_NAMESPACE,
      external: true,
      // Only administrators create webhook configurations.
      trusted: true,
      ...(GOOGLE.test(name) && { managed: 'Google' as const }),
    });
  }
  return [...found.values()];
}

/** `namespace/name` of a Service that routes to addresses outside the cluster. */
export function standsForAnother(service: string, services: ClusterModel['services']): boolean {
  const found = services.find(({ record }) => `${record.namespace}/${record.name}` === service);
  return found !== undefined && (found.record.type === 'ExternalName' || found.record.selector === undefined);
}
