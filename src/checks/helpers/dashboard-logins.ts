/** Whether a dashboard requires its own login. */
import { imageIs, imageVersion } from '../../shared/image.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { ContainerFacts, ExtensionFacts } from '../../model/types.ts';
import type { LoginOff, WebInterface } from '../../data/web-interfaces.ts';
import type { Dashboard } from './dashboards.ts';
import { servingContainer } from './dashboard-ports.ts';
import { listed, observed, workloadName } from './objects.ts';

/** What disables a login, and its effect. */
export interface LoginSwitch {
  description: string;
  evidence: Evidence;
  /** The severity of the dashboard without its login. */
  severity: WebInterface['severity'];
}

const TRUE = /^(?:1|t|true)$/i;

/** The option, the variable, the ConfigMap or the release that disables its login; undefined where it requires one. */
export function skippedLogin(
  entry: Dashboard,
  configMap: ExtensionFacts['configMap'],
): LoginSwitch | undefined {
  const { workload, program } = entry;
  const { loginOff } = program;
  if (!loginOff) return undefined;
  const { severity = 'critical' } = loginOff;
  const found =
    openedBy(loginOff, { namespace: workload.namespace, configMap }) ??
    switchedOff(entry, loginOff, configMap);
  return found && { ...found, severity };
}

type Off = Pick<LoginSwitch, 'description' | 'evidence'>;

/** Settings of its ConfigMaps that disable the login, if all of them do. */
function openedBy(
  { opened }: LoginOff,
  { namespace, configMap }: { namespace: string; configMap: ExtensionFacts['configMap'] },
): Off | undefined {
  if (!opened) return undefined;
  const given = opened.by.map(({ name, key, value }) => ({
    source: `ConfigMap ${namespace}/${name}`,
    text: value.exec(settingOf(configMap(namespace, name), key))?.[0].trim(),
    key,
  }));
  if (given.some(({ text }) => text === undefined)) return undefined;
  return {
    description: opened.description,
    evidence: observed(
      listed(given.map(({ source }) => source)),
      given.map(({ key, text = '' }) => `${key}: ${text}`).join(', '),
    ),
  };
}

function settingOf(map: ReturnType<ExtensionFacts['configMap']>, key: string): string {
  return map.known ? (map.value?.data[key] ?? '') : '';
}

function switchedOff(
  entry: Dashboard,
  loginOff: LoginOff,
  configMap: ExtensionFacts['configMap'],
): Off | undefined {
  const { workload } = entry;
  const source = workloadName(workload);
  const reported = workload.template.containers.flatMap((container) => switchOf(container, loginOff) ?? []);
  const [first] = reported;
  if (first)
    return first.off
      ? { description: loginOff.description, evidence: observed(source, first.text) }
      : undefined;
  const { configMap: place, before } = loginOff;
  if (place) {
    const value = settingOf(configMap(workload.namespace, place.name), place.key);
    if (TRUE.test(value))
      return {
        description: loginOff.description,
        evidence: observed(`ConfigMap ${workload.namespace}/${place.name}`, `${place.key}: ${value}`),
      };
  }
  const image = servingContainer(entry)?.image ?? '';
  const version = imageVersion(image);
  return before?.images.some((wanted) => imageIs(image, wanted)) &&
    version !== undefined &&
    isBefore(version, before.version)
    ? { description: before.description, evidence: observed(source, `image ${image}`) }
    : undefined;
}

interface Reported {
  off: boolean;
  text: string;
}

/** The setting of a container: a flag takes precedence over a variable. */
function switchOf(
  { command = [], args = [], env = {} }: ContainerFacts,
  { flag, mode, variable }: LoginOff,
): Reported | undefined {
  const words = [...command, ...args];
  const last = flag === undefined ? undefined : flagValues(words, flag, true).at(-1);
  if (last) return { off: TRUE.test(last.value), text: last.text };
  if (mode) return modeOf(words, env, mode);
  const value = variable === undefined ? undefined : env[variable];
  return value === undefined ? undefined : { off: TRUE.test(value), text: `${variable ?? ''}=${value}` };
}

/** Each value of a mode is another authentication method; a variable counts where the flag is not set. */
function modeOf(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  { flag, variable, off }: NonNullable<LoginOff['mode']>,
): Reported | undefined {
  const given = flagValues(words, flag, false);
  const value = env[variable];
  const reported =
    given.length > 0 || value === undefined ? given : [{ value, text: `${variable}=${value}` }];
  const isOff = (one: { value: string }) => one.value.split(/[\s,[\]"]+/).some((name) => off.includes(name));
  const declared = reported.find(isOff) ?? reported[0];
  return declared && { off: isOff(declared), text: declared.text };
}

/** Values of a flag in their order; the value of a switch is not the next argument. */
function flagValues(
  words: readonly string[],
  flag: string,
  isSwitch: boolean,
): { value: string; text: string }[] {
  return words.flatMap((word, index) => {
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== flag) return [];
    const next = words[index + 1] ?? '';
    if (value !== undefined) return [{ value, text: word }];
    return [isSwitch ? { value: 'true', text: word } : { value: next, text: `${word} ${next}` }];
  });
}

function isBefore(version: string, other: string): boolean {
  const [own, than] = [version, other].map((text) => text.split('.').map(Number));
  const index = [0, 1, 2].find((part) => (own?.[part] ?? 0) !== (than?.[part] ?? 0));
  return index !== undefined && (own?.[index] ?? 0) < (than?.[index] ?? 0);
}
