import type { ContainerFacts, ExtensionFacts, WorkloadFacts } from '../../../model/types.ts';
import type { Severity } from '../../../result/types.ts';
import type { Evidence, UnknownReason } from '../../../shared/evidence.ts';
import type { Requirement } from '../../../shared/requirement.ts';
import { command, see } from '../../../shared/requirement.ts';
import { UNREADABLE } from '../../../snapshot/unreadable.ts';
import type { Finding } from '../../define.ts';
import { observed, workloadName, workloadRef } from '../objects.ts';
import { flagValues } from '../program-flags.ts';
import type { Program } from './installed.ts';
import { containersOf } from './installed.ts';

/** One container of a program, and the ConfigMaps that it may read. */
export interface Place {
  workload: WorkloadFacts;
  container: ContainerFacts;
  configMap: ExtensionFacts['configMap'];
}

/** A ConfigMap in the namespace of the program. */
export interface ConfigMapSource {
  /** Its name, a pattern for the names of those that the pod mounts, or how the program is told its name. */
  name: string | RegExp | ((place: Place) => string | undefined);
  /** The first of these keys that it has. */
  keys: readonly string[];
  /** The value in a document, `UNREADABLE` where it may be in another file; absent: the text is the value. */
  extract?: (text: string) => string | undefined;
}

/** A setting of a program: the first of its sources that sets it counts, in the order flag, variable, ConfigMap. */
export interface SettingQuestion extends Program {
  /** What it is called where no source is a flag or a variable. */
  label?: string;
  /** Without dashes. */
  flag?: string;
  /** The flag has a value, or several that add up; absent: it is a switch, and its presence means `true`. */
  takes?: 'value' | 'values';
  variable?: string;
  /** Reads it in another way than by one flag; undefined where that does not set it. Comes first. */
  read?: (place: Place) => string | undefined;
  configMap?: ConfigMapSource;
  /** The value where no source sets it; undefined: it is not known, or depends on the release. */
  usual?: string | ((place: Place) => string | undefined);
  /** Its image is started without arguments by default: an empty command line is evidence for a fail, never for a pass. */
  bare?: true;
  /** Whether the value is the fault; a severity where that differs from the severity of the check. */
  bad: (value: string, place: Place) => boolean | Severity;
  /** The expected value, for the message. */
  expected: string;
  /** Why the flags of this container do not decide. */
  hidden?: (place: Place) => string | undefined;
}

/** The value of a setting in one container. */
type Setting =
  { known: true; value?: string; label: string; evidence: Evidence } | ({ known: false } & UnknownReason);

/** Evaluates a setting of every workload that runs the program, each for itself. */
export function evaluateSetting(
  workloads: readonly WorkloadFacts[],
  question: SettingQuestion,
  { configMap }: Pick<ExtensionFacts, 'configMap'>,
): Finding[] {
  return workloads.flatMap((workload) => {
    const found = containersOf(workload, question).map((container) =>
      findingOf(question, { workload, container, configMap }),
    );
    const worst =
      found.find(({ verdict }) => verdict === 'fail') ??
      found.find(({ verdict }) => verdict === 'unknown') ??
      found[0];
    return worst ? [worst] : [];
  });
}

function findingOf(question: SettingQuestion, place: Place): Finding {
  const { bad, expected, bare, usual } = question;
  const at = workloadRef(place.workload);
  const setting = settingOf(question, place);
  if (!setting.known) return { verdict: 'unknown', at, message: setting.reason, requires: setting.requires };
  const { label, evidence } = setting;
  const value = setting.value ?? (typeof usual === 'function' ? usual(place) : usual);
  const uncertain = (reason: string): Finding => ({
    verdict: 'unknown',
    at,
    message: `${label} is not set, and ${reason}`,
    requires: [readSpec(place.workload)],
    evidence: [evidence],
  });
  if (value === undefined) return uncertain('its default is not known');
  const described = `${label} ${setting.value === undefined ? `not set (default: ${shown(value)})` : `is ${shown(value)}`}`;
  const fault = bad(value, place);
  if (fault !== false)
    return {
      verdict: 'fail',
      at,
      ...(typeof fault === 'string' && { severity: fault }),
      message: `${described}; expected ${expected}`,
      evidence: [evidence],
    };
  if (bare && hasNoWords(place.container)) return uncertain('the command line is not collected or empty');
  return { verdict: 'pass', at, message: described, evidence: [evidence] };
}

function shown(value: string): string {
  return value === '' ? 'empty' : value;
}

function hasNoWords({ command: words, args }: ContainerFacts): boolean {
  return words === undefined && args === undefined;
}

/** Reads a setting from the command line, the variables and the ConfigMap of a program. */
function settingOf(question: SettingQuestion, place: Place): Setting {
  const { flag, variable, configMap } = question;
  const { workload } = place;
  const label = flag === undefined ? (variable ?? question.label ?? configMap?.keys[0] ?? '') : `--${flag}`;
  const obstacle = question.hidden?.(place);
  if (obstacle !== undefined) return notKnown(obstacle, readSpec(workload));
  const read = question.read?.(place);
  if (read !== undefined)
    return {
      known: true,
      value: read,
      label,
      evidence: observed(workloadName(workload), `${label}: ${read}`),
    };
  const direct = ofProcess(question, place);
  if (direct) return direct;
  if (configMap) return ofConfigMap(configMap, question.label ?? label, place);
  return { known: true, label, evidence: observed(workloadName(workload), `${label} not set`) };
}

function notKnown(reason: string, ...requires: readonly Requirement[]): Setting {
  return { known: false, reason, requires };
}

/** By flag or variable; undefined where neither sets it. */
function ofProcess(
  { flag, takes, variable, configMap, bare, read }: SettingQuestion,
  place: Place,
): Setting | undefined {
  const { workload, container } = place;
  const where = workloadName(workload);
  const given = flag === undefined ? [] : flagValues(container, flag, takes === undefined);
  if (flag !== undefined && given.length > 0)
    return expanded(`--${flag}`, takes === 'values' ? given.join(',') : (given.at(-1) ?? ''), place);
  const fromEnv = variable === undefined ? undefined : container.env?.[variable];
  if (variable !== undefined && fromEnv !== undefined) return expanded(variable, fromEnv, place);
  // Programs with a ConfigMap take such a variable from it.
  if (configMap) return undefined;
  const elsewhere = container.envElsewhere ?? [];
  if (variable !== undefined && (elsewhere.includes(variable) || elsewhere.includes('*')))
    return notKnown(
      `${variable} of ${where} may be set by a Secret or ConfigMap that is not collected`,
      readSpec(workload),
    );
  return (flag !== undefined || (read && variable === undefined)) && bare !== true && hasNoWords(container)
    ? notKnown(`the command line of ${where} is not collected or empty`, readSpec(workload))
    : undefined;
}

/** A value that refers to variables is known where these are. */
function expanded(label: string, given: string, { workload, container }: Place): Setting {
  let open: string | undefined;
  const value = given.replace(/\$\((\w+)\)/g, (whole, name: string) => {
    const text = container.env?.[name];
    if (text === undefined) open = name;
    return text ?? whole;
  });
  if (open !== undefined)
    return notKnown(
      `${label} of ${workloadName(workload)} is the variable ${open}, which is not collected`,
      readSpec(workload),
    );
  return { known: true, value, label, evidence: observed(workloadName(workload), `${label}=${value}`) };
}

function ofConfigMap({ name, keys, extract }: ConfigMapSource, label: string, place: Place): Setting {
  const { workload, configMap } = place;
  const found = mapName(name, place);
  if (found === undefined)
    return notKnown(
      `the configuration of ${workloadName(workload)} is not a known ConfigMap`,
      readSpec(workload),
    );
  const map = configMap(workload.namespace, found);
  if (!map.known) return { known: false, reason: map.reason, requires: map.requires };
  const location = `ConfigMap ${workload.namespace}/${found}`;
  const key = keys.find((one) => map.value?.data[one] !== undefined);
  const text = key === undefined ? undefined : map.value?.data[key];
  // A document is required: without it the program has its configuration from somewhere else.
  if (text === UNREADABLE || (extract && text === undefined))
    return notKnown(`${keys.join(' or ')} of ${location} is not readable`, see(`review ${location}`));
  const value = text === undefined || !extract ? text : extract(text);
  if (value === UNREADABLE)
    return notKnown(
      `${label} of ${location} may be set in a part that is not collected`,
      see(`review ${location}`),
    );
  return {
    known: true,
    ...(value !== undefined && { value }),
    label,
    evidence: observed(location, value === undefined ? `${label} not set` : `${label}: ${shown(value)}`),
  };
}

function mapName(name: ConfigMapSource['name'], place: Place): string | undefined {
  if (typeof name === 'string') return name;
  if (typeof name === 'function') return name(place);
  return mountedMap(name, place.workload);
}

/** The ConfigMap with such a name that the pods of a workload mount. */
export function mountedMap(name: RegExp, { templates }: WorkloadFacts): string | undefined {
  return templates
    .flatMap(({ template }) => template.volumes)
    .find(({ type, target }) => type === 'configMap' && target !== undefined && name.test(target))?.target;
}

/** The specification of a workload, which contains what was not collected. */
export function readSpec({ kind, namespace, name }: WorkloadFacts): Requirement {
  return command(`kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml`);
}
