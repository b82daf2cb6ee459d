/** Dashboards by the programs of their containers, and possible proxies in their namespace. */
import { containerOf, lastingContainers } from '../../addons/images.ts';
import type { WebInterface } from '../../data/web-interfaces.ts';
import { reverseProxies, webInterfaces } from '../../data/web-interfaces.ts';
import type { ContainerFacts, WorkloadFacts } from '../../model/types.ts';
import { imageIs } from '../../shared/image.ts';
import { workloadName } from './objects.ts';

export interface Dashboard {
  workload: WorkloadFacts;
  program: WebInterface;
}

export interface Dashboards {
  /** Workloads that serve an interface, and the gateways of their product in front of it. */
  sure: readonly Dashboard[];
  /** Workloads with an image of several programs, where it is unknown which one they run. */
  maybe: readonly Dashboard[];
  /** Reverse proxies in the namespace of one: their targets are in their own configuration. */
  proxies: readonly Dashboard[];
  /** Proxies of other namespaces, which can call its Service as well. */
  distant: readonly WorkloadFacts[];
}

export function dashboardsOf(workloads: readonly WorkloadFacts[]): Dashboards {
  const served = workloads.flatMap((workload) => {
    const program = webInterfaces.find((one) => serves(workload, one) === 'yes');
    return program ? [{ workload, program }] : [];
  });
  const sure = once([
    ...served,
    ...served.flatMap((one) =>
      workloads
        .filter((other) => isGatewayOf(other, one))
        .map((workload) => ({ workload, program: one.program })),
    ),
  ]);
  const known = new Set(sure.map(({ workload }) => workload));
  const others = workloads.filter((workload) => !known.has(workload));
  const fronts = others.filter((workload) => containerOf(workload, reverseProxies));
  return {
    sure,
    maybe: others.flatMap((workload) => {
      const program = webInterfaces.find((one) => serves(workload, one) === 'maybe');
      return program ? [{ workload, program }] : [];
    }),
    proxies: once(
      fronts.flatMap((workload) => {
        const behind = served.find((one) => one.workload.namespace === workload.namespace);
        return behind ? [{ workload, program: behind.program }] : [];
      }),
    ),
    distant: fronts.filter(
      ({ namespace }) => !served.some(({ workload }) => workload.namespace === namespace),
    ),
  };
}

function once(found: readonly Dashboard[]): Dashboard[] {
  return [...new Map(found.map((one) => [workloadName(one.workload), one])).values()];
}

/** The name of a program is sufficient with any image name; an image of several programs alone is not. */
function serves(workload: WorkloadFacts, { images, program }: WebInterface): 'yes' | 'maybe' | 'no' {
  const added = addedContainers(workload);
  const container =
    containerOf(workload, images) ??
    added.find(({ image }) => images.some((wanted) => imageIs(image, wanted)));
  if (program === undefined) return container ? 'yes' : 'no';
  if ([...lastingContainers(workload), ...added].some((one) => runs(one, program, program.serves)))
    return 'yes';
  return container && !runs(container, program, program.others) ? 'maybe' : 'no';
}

/** Ephemeral containers share the pod's address. */
function addedContainers({ pods }: WorkloadFacts): ContainerFacts[] {
  return pods.flatMap(({ template }) => template.containers.filter(({ role }) => role === 'ephemeral'));
}

/** By the name of the container in manifests, by its command line or by a variable that the image's entry point reads. */
function runs(
  container: ContainerFacts,
  { variable }: NonNullable<WebInterface['program']>,
  program: RegExp,
): boolean {
  return wordsOf(container, variable).some((word) => program.test(word));
}

/** The texts that identify the program of a container. */
export function wordsOf(
  { name, command = [], args = [], env = {} }: ContainerFacts,
  variable = '',
): string[] {
  return [name, ...command, ...args, env[variable] ?? ''];
}

/** Usually in a namespace of its own; where both have a release label, the labels are equal. */
function isGatewayOf(other: WorkloadFacts, { workload, program: { gateways } }: Dashboard): boolean {
  if (gateways === undefined || other.namespace !== workload.namespace) return false;
  const [own, its] = [workload, other].map(({ template }) => template.labels['app.kubernetes.io/instance']);
  return (
    (own === undefined || its === undefined || own === its) && containerOf(other, gateways) !== undefined
  );
}
