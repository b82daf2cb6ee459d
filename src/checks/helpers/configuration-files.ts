/** The configuration that programs in kube-system read at their start, from the ConfigMap that their pods mount. */
import type { ParsedArgv } from '../../model/control-plane/sources/command/argv.ts';
import { parseArgv } from '../../model/control-plane/sources/command/argv.ts';
import { containerRunning } from '../../model/control-plane/component.ts';
import { mountedPath } from '../../model/mounted-path.ts';
import type { ContainerFacts, ExtensionFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { see } from '../../shared/requirement.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import { observed, workloadName } from './objects.ts';
import { flagOf } from './program-flags.ts';

/** A program as one template of a workload starts it. */
export interface StartedProgram {
  /** Absent where the command line is not visible. */
  argv?: ParsedArgv;
  /** The text of its configuration file; undefined where none is configured. A change of the ConfigMap after the start is not visible. */
  file: Known<string | undefined>;
  evidence: Evidence;
}

/** The program in every template of the workloads of kube-system. `flag` names its configuration file. */
export function startedPrograms(
  { program, flag }: { program: string; flag: string },
  { workloads, extensions }: { workloads: readonly WorkloadFacts[]; extensions: ExtensionFacts },
): StartedProgram[] {
  return workloads
    .filter(({ namespace }) => namespace === 'kube-system')
    .flatMap((workload) =>
      workload.templates.flatMap(({ template }) => {
        const container = containerRunning(template.containers, program);
        if (!container) return [];
        const argv = parseArgv(program, container);
        // The entry point of its own image passes the arguments on unchanged.
        const path =
          argv?.flags.get(flag)?.at(-1) ??
          flagOf(container, `--${flag}`, false) ??
          flagOf(container, `-${flag}`, false);
        const name = workloadName(workload);
        const line = path === undefined ? `--${flag} not set` : `--${flag}=${path}`;
        return [
          {
            ...(argv && { argv }),
            file: fileOf({ path, argv, name, program }, { container, template, extensions }),
            evidence: observed(name, line),
          },
        ];
      }),
    );
}

interface Place {
  path: string | undefined;
  argv: ParsedArgv | undefined;
  /** Of the workload. */
  name: string;
  program: string;
}

function fileOf(
  { path, argv, name, program }: Place,
  at: { container: ContainerFacts; template: PodTemplate; extensions: ExtensionFacts },
): Known<string | undefined> {
  if (path === undefined && argv?.hidden !== false)
    return unknown(
      `the command line of ${program} in ${name} is not completely visible`,
      see(`check the command line of ${program} in ${name}`),
    );
  if (path === undefined) return known(undefined);
  const place = mountedPath(path, at.container, at.template);
  const { volume, below = '' } = place ?? {};
  const elsewhere = unknown(
    `${program} in ${name} reads ${path}, which is not a known key of a ConfigMap`,
    see(`check ${path} of ${program} in ${name}`),
  );
  if (volume?.type !== 'configMap' || volume.target === undefined || volume.renamed) return elsewhere;
  const map = at.extensions.configMap('kube-system', volume.target);
  if (!map.known) return map;
  const text = map.value?.data[below.slice(1)];
  return text === undefined || text === UNREADABLE
    ? elsewhere
    : known(text, {
        source: 'configmap',
        confidence: 'inferred',
        location: `ConfigMap kube-system/${volume.target}`,
        value: below.slice(1),
      });
}
