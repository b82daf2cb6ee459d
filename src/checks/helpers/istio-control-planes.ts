/** The control planes of Istio, for checks about each of them. */
import { controlContainer } from '../../addons/istio/recognition/control-planes.ts';
import type { IstioFacts, RevisionFacts } from '../../addons/types.ts';
import { asOf, istioReleases } from '../../data/istio-releases.ts';
import type { ContainerFacts, WorkloadFacts } from '../../model/types.ts';
import { command, document, list, listAll, see } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { requiresOr } from './objects.ts';

export interface ControlPlane {
  revision: RevisionFacts;
  workload: WorkloadFacts;
  /** That of istiod. */
  container?: ContainerFacts;
}

interface Parts {
  istio: IstioFacts;
  workloads: readonly WorkloadFacts[];
}

/** The verdict where Istio is not installed, or not known to be. */
export function withoutIstio({ installed }: Pick<IstioFacts, 'installed'>): Finding | undefined {
  if (!installed.known)
    return {
      verdict: 'unknown',
      message: installed.reason,
      requires: requiresOr(installed.requires, listAll('pods')),
    };
  return installed.value
    ? undefined
    : { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence };
}

/** The verdict where Istio is not installed, not known to be, or has no control plane that is observed. */
export function withoutControlPlane(istio: IstioFacts): Finding | undefined {
  const { installed, revisions } = istio;
  const absent = withoutIstio(istio);
  if (absent) return absent;
  if (revisions.length === 0)
    return {
      verdict: 'unknown',
      message: 'no Istio control plane is observed',
      restsOn: ['pods'],
      requires: [listAll('pods')],
      evidence: installed.known ? installed.evidence : [],
    };
  return undefined;
}

/**
 * One or more verdicts for every control plane. Of one that runs elsewhere, or that a provider operates, `subject` is unknown. A workload
 * that only resembles a control plane can fail for itself; it does not prove how the one in use is configured.
 */
export function* perControlPlane(
  { istio, workloads }: Parts,
  subject: string,
  evaluate: (plane: ControlPlane) => Iterable<Finding>,
): Iterable<Finding> {
  const absent = withoutControlPlane(istio);
  if (absent) {
    yield absent;
    return;
  }
  for (const revision of istio.revisions) {
    const workload = workloadOf(revision, workloads);
    if (!workload || revision.managed) {
      yield outside(revision, subject);
      continue;
    }
    const container = controlContainer(workload);
    for (const finding of evaluate({ revision, workload, ...(container && { container }) }))
      yield { at: revision.workload, ...(revision.trusted ? finding : onLooks(finding)) } as Finding;
  }
}

/** Of a control plane outside the cluster, the mesh configuration is there, too. */
export function settingsElsewhere({ revisions }: IstioFacts): Finding | undefined {
  const external = revisions.find((revision) => revision.external);
  return external && outside(external, 'mesh configuration');
}

function workloadOf(
  { workload: place }: RevisionFacts,
  workloads: readonly WorkloadFacts[],
): WorkloadFacts | undefined {
  return (
    place &&
    workloads.find(
      ({ kind, namespace, name }) =>
        kind === place.kind && namespace === place.namespace && name === place.name,
    )
  );
}

function outside({ name, managed, workload }: RevisionFacts, subject: string): Finding {
  return managed
    ? {
        verdict: 'unknown',
        ...(workload && { at: workload }),
        message: `${subject} of revision ${name}: provider responsibility (${managed})`,
        requires: [document(`review the documentation of ${managed}`)],
      }
    : {
        verdict: 'unknown',
        message: `${subject} of revision ${name} not observable: the control plane is external`,
        requires: [see('request it from the operator of the control plane')],
      };
}

/** What a look-alike has right, or what does not apply to it, is no evidence. */
export function onLooks(finding: Finding): Finding {
  return finding.verdict === 'pass' || finding.verdict === 'not-applicable'
    ? {
        verdict: 'unknown',
        message: 'possible Istio control plane, but no cluster-scoped object references it as the active one',
        requires: [list('mutatingwebhookconfigurations.admissionregistration.k8s.io')],
        evidence: finding.evidence ?? [],
      }
    : finding;
}

/** A setting of istiod in its environment: its value, `unset`, or unknown. */
export type Setting = { value: string } | 'unset' | 'unknown';

/** Values in ConfigMaps and Secrets are not read; without a recognized program no variable is kept. */
export function settingOf(container: ContainerFacts | undefined, name: string): Setting {
  if (!container || (container.args === undefined && container.command === undefined)) return 'unknown';
  const value = container.env?.[name];
  if (value !== undefined) return { value };
  const hidden = container.envElsewhere ?? [];
  return hidden.includes(name) || hidden.includes('*') ? 'unknown' : 'unset';
}

/** As Go's strconv.ParseBool, which istiod uses; undefined where the setting is not set or no boolean: the default counts. */
export function isOn(setting: Setting): boolean | undefined {
  if (typeof setting === 'string') return undefined;
  if (/^(?:1|t|T|TRUE|true|True)$/.test(setting.value)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(setting.value) ? false : undefined;
}

/** Why a setting is unknown. */
export function hiddenSetting(
  { workload: { kind, namespace, name }, container }: ControlPlane,
  variable: string,
): Finding {
  return {
    verdict: 'unknown',
    message: `${variable} is unknown: ${hiddenBy(container, variable)}`,
    requires: [command(`kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml`)],
  };
}

function hiddenBy(container: ContainerFacts | undefined, variable: string): string {
  if (!container) return 'no container of istiod is recognized';
  if (container.args === undefined && container.command === undefined)
    return `container ${container.name} has no args, and the command of its image is unknown`;
  return container.envElsewhere?.includes(variable)
    ? 'its value comes from another object (valueFrom)'
    : 'the environment of the container comes from another object (envFrom)';
}

/** The minor and patch of a control plane; undefined where its tag is no version, or the chart's label names another one. */
export function versionOf({
  version,
  otherVersion,
}: RevisionFacts): { minor: number; patch: number } | undefined {
  const match = otherVersion === undefined ? /^1\.(\d+)(?:\.(\d+))?/.exec(version ?? '') : undefined;
  return match ? { minor: Number(match[1]), patch: Number(match[2] ?? 0) } : undefined;
}

/** When the project's support of a minor ended, as the end of a sentence; undefined where it lasts or no end is known. */
export function endOfSupport(minor: number, today: string): string | undefined {
  const entry = istioReleases.find((release) => release.minor === minor);
  if (entry)
    return 'endOfLife' in entry && today > entry.endOfLife ? `ended on ${entry.endOfLife}` : undefined;
  const [first] = istioReleases;
  return first && minor < first.minor
    ? `ended before ${'endOfLife' in first ? first.endOfLife : asOf}`
    : undefined;
}

/** For a verdict that depends on the version. */
export function versionUnknown({
  name,
  version,
  otherVersion,
}: RevisionFacts): Finding & { verdict: 'unknown' } {
  return {
    verdict: 'unknown',
    message:
      otherVersion === undefined
        ? `version of revision ${name} is unknown: its image tag contains none`
        : `version of revision ${name} is unknown: image tag ${version ?? ''}, label app.kubernetes.io/version ${otherVersion}`,
    requires: [command('istioctl version')],
  };
}
