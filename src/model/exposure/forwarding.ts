/** The forwarding targets in the command line of a container. */
import type { Forwarder } from '../../data/forwarders.ts';
import { forwarders } from '../../data/forwarders.ts';
import { tools } from '../../data/command-starters.ts';
import { imageIs } from '../../shared/image.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import { isLoopback } from '../../shared/addresses.ts';

/** A target by name: a host with its port, `namespace/name` of a Service, or an object of Kubernetes. */
export interface NamedPlace {
  text: string;
  host: string;
  port?: number;
  /** For an object: `pod`, `svc`, `deploy`. */
  kind?: string;
  namespace?: string;
}

export interface Forwarding {
  forwarder: Forwarder;
  places: readonly NamedPlace[];
  /** Names of ConfigMaps with ports and Services. */
  maps: readonly string[];
  /** Further targets are configured in another place. */
  elsewhere: boolean;
  /** It leads to all listeners in its own pod. */
  ownPod: boolean;
  /** It requires a login. */
  guarded: boolean;
}

/** The forwardings of a container, for each program of the table that it runs. */
export function forwardingsOf(container: ContainerRecord): Forwarding[] {
  return forwarders.flatMap((forwarder) =>
    calls(container, forwarder).flatMap((words) => forwardingOf(container, forwarder, words) ?? []),
  );
}

function forwardingOf(
  { env = {} }: ContainerRecord,
  forwarder: Forwarder,
  words: string,
): Forwarding | undefined {
  const { when, idle, otherwise, variables = [], elsewhereVariables = [], maps = [], login } = forwarder;
  if ((when && !when.test(words)) || idle?.test(words)) return undefined;
  const namespace = /(?:^|\s)(?:-n|--namespace)[= ]?(\S+)/.exec(words)?.[1];
  const reported = [
    ...forwarder.places.flatMap((pattern) =>
      [...words.matchAll(pattern)].flatMap(({ groups = {} }) =>
        groups['place'] === undefined
          ? [objectOf(groups['kind'] ?? 'pod', groups['name'] ?? '', namespace)]
          : placesIn(groups['place']),
      ),
    ),
    ...variables.flatMap((name) => placesIn(env[name] ?? '')),
  ];
  const places = reported.filter((place) => place !== undefined);
  const found = {
    places,
    maps: maps.flatMap((pattern) =>
      [...words.matchAll(pattern)].map(({ groups = {} }) => groups['map'] ?? ''),
    ),
    elsewhere:
      places.length < reported.length ||
      (forwarder.elsewhere?.test(words) ?? false) ||
      elsewhereVariables.some((name) => isSet(env, name)) ||
      (reported.length === 0 && otherwise === 'elsewhere'),
    ownPod: reported.length === 0 && otherwise === 'own pod',
    guarded:
      login !== undefined &&
      !login.unless.test(words) &&
      !(login.unlessVariables ?? []).some((name) => isSet(env, name)),
  };
  const carries = places.length > 0 || found.maps.length > 0 || found.elsewhere || found.ownPod;
  return carries ? { forwarder, ...found } : undefined;
}

function isSet(env: Readonly<Record<string, string>>, name: string): boolean {
  return (env[name] ?? '') !== '';
}

/** Static responses, files and sockets are not network targets. */
const OWN_ANSWER = /^(?:static|file|unix):/i;

/** One or several targets, as a flag or a variable lists them. */
function placesIn(text: string): (NamedPlace | undefined)[] {
  return text
    .split(/[\s,]+/)
    .filter((one) => one !== '' && !OWN_ANSWER.test(one))
    .map(placeOf);
}

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** The arguments after the program, once for each start; only the arguments where the image starts it. */
function calls(
  { image, command = [], args = [] }: ContainerRecord,
  { programs, images }: Forwarder,
): string[] {
  const all = [...command, ...args];
  const inShell = all.some((word, index) => index < 2 && SHELL.test(word));
  const lines = inShell ? all.flatMap((word) => word.split(/[;&|\n]+/)) : [all.join(' ')];
  const started = lines.flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const index = words.findIndex((word) => !word.startsWith('-') && programs.includes(baseName(word)));
    return index < 0 ? [] : [words.slice(index + 1).join(' ')];
  });
  // The name of the program may also be that of its directory or file: where the image starts it, all arguments are its own.
  const first = baseName(all[0]?.trim().split(/\s/, 1)[0] ?? '');
  if (started.length > 0 && (inShell || command.length > 0 || programs.includes(first))) return started;
  const isOwn = images.some((wanted) => imageIs(image, wanted));
  const whole = isOwn && !inShell && !tools.has(baseName(command[0] ?? '')) ? [all.join(' ')] : [];
  return [...started, ...whole];
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** From a URL, `host:port`, a port or a host; undefined where the text is incomplete. */
function placeOf(text: string): NamedPlace | undefined {
  // An unexpanded variable, or masked text.
  if (/\$[({\w]|\*{3}/.test(text)) return undefined;
  const bare = text.replace(/^[a-z][\w+.-]*:\/\//i, '').replace(/^[^/@]*@/, '');
  const [, name, service] = /^([a-z0-9-]+)\/([a-z0-9.-]+)(?::\w+)?$/.exec(bare) ?? [];
  if (name !== undefined && service !== undefined && bare === text)
    return { text, host: service, namespace: name, kind: 'svc' };
  const [address = ''] = bare.split(/[/?#]/, 1);
  const [, inner, plain = '', port = ''] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(address) ?? [];
  const whole = inner ?? (plain === '' && port === '' ? address : plain);
  const lone = /^\d+$/.test(whole);
  const host = lone || whole === '' ? 'localhost' : whole;
  const number = lone ? Number(whole) : port === '' ? undefined : Number(port);
  return { text, host, ...(number !== undefined && { port: number }) };
}

function objectOf(kind: string, name: string, namespace: string | undefined): NamedPlace {
  return { text: `${kind}/${name}`, host: name, kind, ...(namespace !== undefined && { namespace }) };
}

/** Whether it is the pod's own network. */
export function isOwnHost(host: string): boolean {
  return host === 'localhost' || isLoopback(host) || host === '0.0.0.0' || host === '::';
}
