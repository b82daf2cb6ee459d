import { list } from '../../shared/requirement.ts';
import { imageIs, imageSource } from '../../shared/image.ts';
import type { MeshInit } from '../../data/mesh-images.ts';
import { meshInitCapabilities, meshInits } from '../../data/mesh-images.ts';
import { baselineCapabilities } from '../../data/pod-security-standards.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';
import { defineCheck } from '../define.ts';
import { addedCapabilities } from '../helpers/capabilities.ts';
import type { Uncertainty, Fault } from '../helpers/pod-faults.ts';
import { ofContainers } from '../helpers/pod-faults.ts';
import { evaluateEach } from '../helpers/pod-security.ts';

/** Each of these alone allows a container escape if root in the container is root on the node. */
const AS_PRIVILEGED = new Set([
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
]);

export default defineCheck({
  id: 'workloads/capability-added',
  title: 'Dangerous Linux capabilities added',
  control: 'Added Linux capabilities',
  severity: 'medium',
  why: "Added capabilities grant parts of root's privileges on the host. SYS_ADMIN, SYS_MODULE or ALL give control of the node; others allow reading files, tracing processes or changing the host network.",
  remediation:
    'Set `capabilities.drop: [ALL]` and add only the required capabilities. Enforce the Pod Security level `baseline`.',
  references: ['T1611', 'K01', 'pod-security-standards'],
  peerChecks: [290],
  needs: ['workloads'],
  uses: ['addons', 'extensions', 'istio', 'cluster', 'nodes'],
  *run(parts) {
    const question = {
      faults: (template: PodTemplate) => adding(template, parts),
      permission: 'capabilities' as const,
      description: 'capabilities added beyond Pod Security level baseline',
      none: 'no non-system workload adds capabilities beyond Pod Security level baseline',
    };
    yield* evaluateEach(parts, question, (workload) => (opensNode(workload) ? 'high' : 'medium'));
  },
});

function opensNode({ templates }: WorkloadFacts): boolean {
  return templates.some(({ template }) =>
    template.containers.some(
      (container) =>
        container.privileged !== true && addedCapabilities(container).some((name) => AS_PRIVILEGED.has(name)),
    ),
  );
}

type Parts = Pick<CheckParts, 'addons' | 'extensions' | 'istio'>;

function adding(template: PodTemplate, parts: Parts): Fault[] {
  return ofContainers(template, (container) => {
    if (container.privileged === true) return undefined;
    const names = addedCapabilities(container).filter((name) => !baselineCapabilities.has(name));
    if (names.length === 0) return undefined;
    const what = `adds ${names.join(', ')}`;
    const init = template.hostNetwork === true ? undefined : meshInitOf(container, names);
    const mesh = init && meshState(init, container, parts);
    if (mesh === 'installed') return undefined;
    return mesh === undefined ? what : { what, uncertainty: mesh };
  });
}

/** A container that runs the command of a mesh's injector, and nothing that the pod provides. */
function meshInitOf(container: ContainerRecord, names: readonly string[]): MeshInit | undefined {
  const { role, image, command = [], args = [], mounts = [] } = container;
  if (role !== 'init' || names.some((name) => !meshInitCapabilities.has(name))) return undefined;
  // A file of the pod may replace the image's program.
  if (command.length > 0 || mounts.some(({ path }) => !/^\/(?:var\/)?run(?:\/|$)/.test(path)))
    return undefined;
  return meshInits.find((known) => imageIs(image, known.image) && known.args.test(args[0] ?? ''));
}

/**
 * Any tenant can write such a container. It is the mesh's where an administrator installed the mesh, and the image is from the source of
 * the mesh's control plane. Undefined = it is not.
 */
function meshState(
  init: MeshInit,
  { image }: ContainerRecord,
  parts: Parts,
): 'installed' | Uncertainty | undefined {
  const { extensions, istio } = parts;
  const { name, groups, injector } = init;
  const installed =
    groups.some((group) => extensions.groups.has(group)) ||
    extensions.webhooks.some((webhook) => injector.test(webhook.name));
  // Whether that was collected depends on the same lists for every mesh.
  if (!installed && istio.installed.known) return undefined;
  const sources = installed ? sourcesOf(init, parts) : [];
  if (sources.length > 0) return sources.includes(imageSource(image)) ? 'installed' : undefined;
  const missing = installed ? 'the source of its images' : 'whether it is installed';
  return {
    reason: `an init container matches ${name}, but ${missing} is unknown`,
    requires: (istio.installed.known ? undefined : istio.installed.requires[0]) ?? list('deployments.apps'),
  };
}

/** The image sources of the mesh's control plane, if an administrator installed it. */
function sourcesOf({ name }: MeshInit, { addons, istio }: Parts): string[] {
  const images =
    name === 'Istio'
      ? istio.revisions.flatMap(({ trusted, image }) => (trusted && image !== undefined ? [image] : []))
      : addons
          .filter((addon) => addon.name === name)
          .flatMap(({ trusted }) => trusted)
          .flatMap(({ template }) => template.containers.map(({ image }) => image));
  return images.map(imageSource);
}
