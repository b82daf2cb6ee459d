/**
 * The containers whose command line is kept. Arguments of ordinary programs may contain secrets and are irrelevant to the
 * architecture; those of the programs below define it, and their secret flags are known.
 *
 * A program is recognized by the last path segment of its image (registries are mirrored everywhere) or by the base name of
 * its command.
 */
import { imageIs, imageNames, parseImage } from '../../shared/image.ts';
import { withoutBootstrap } from './envoy-bootstrap.ts';
import type { CredentialFlags } from '../../data/credential-flags.ts';
import { credentialFlags } from '../../data/credential-flags.ts';
import { redactArgs } from '../redact.ts';
import { arr } from './raw.ts';
import { environmentOf } from './environment.ts';
import { KEPT_COMMAND_LINES } from './kept-command-lines.ts';
import type { KeptEnvironment } from './environment.ts';

const NAMES = new Set(KEPT_COMMAND_LINES.flatMap(({ programs }) => programs));

/** Prefixes of projects in image names: `cilium-envoy`, `istio-proxyv2`. */
const PROJECT = /^(?:azure|cilium|istio)-/;

/** Images whose last segment is too general alone. */
const AMBIGUOUS = [
  'ingress-nginx/controller',
  'envoyproxy/gateway',
  'envoy-gateway/gateway',
  'istio/operator',
  'cilium/operator',
  'calico/node',
  'headlamp/server',
  'argoproj/server',
  'oauth2-proxy/server',
  'metrics-server/server',
];

/** The last segment of an image, without the additions of packagers and projects, and as the upstream project names it. */
function programNames(image: string): string[] {
  return imageNames(image).flatMap((name) => [name, name.replace(PROJECT, '')]);
}

/** Last path segment of an image, without tag and digest. Lower case. */
function lastSegment(image: string): string {
  return parseImage(image).path.at(-1) ?? '';
}

function baseName(command: string): string {
  return command.slice(command.lastIndexOf('/') + 1);
}

const imageAnswers = new Map<string, boolean>();

/** Whether it is an image of a component whose command line is kept. */
export function isKnownImage(image: string): boolean {
  let answer = imageAnswers.get(image);
  if (answer === undefined) {
    const names = programNames(image);
    const bare = names.at(-1) ?? '';
    const stem = bare.slice(bare.lastIndexOf('-') + 1);
    answer =
      names.some((name) => NAMES.has(name)) ||
      (names[0] !== bare && NAMES.has(stem)) ||
      AMBIGUOUS.some((wanted) => imageIs(image, wanted));
    if (imageAnswers.size > 4_096) imageAnswers.clear();
    imageAnswers.set(image, answer);
  }
  return answer;
}

/** Programs that a shell script may start; each must be a command word of it. */
const IN_SHELL =
  /(?:^|[;&|(\n]|\bexec|\bhyperkube|\bthen|\bdo)\s*(?:[A-Z_]+=\S*\s+)*(?:\/[\w./-]*\/)?(?:kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|etcd|etcdctl|etcdutl|hyperkube|envoy|cloudflared|ngrok|frpc|inlets(?:-pro)?|(?:auto)?ssh|bore|chisel|zrok|socat|ghostunnel|gost|n(?:cat|c|etcat)(?:\s+\S+){0,8}?\s+(?:-\w*l\w*|--listen)|varnishd|skipper|kubectl\s+(?:-\S+\s+)*(?:proxy|port-forward))(?=\s|$)/;

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'busybox']);
const SERVERS = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'hyperkube']);
/** Starters that run the program named in a later argument. */
const WRAPPERS = new Set(['go-runner', 'tini', 'dumb-init', 'catatonit', 'hyperkube', 'env', 'nice']);

/** Servers of the control plane as a word of a command line: their flags and variables are evaluated. */
const SERVER =
  /(?:^|[\s/;&|("'])(?:kube-apiserver|kube-controller-manager|kube-scheduler|cloud-controller-manager|etcd|hyperkube)(?:$|[\s;&|)"'])/;

function isControlPlane(image: string, words: readonly string[]): boolean {
  return SERVER.test(`/${lastSegment(image)}`) || words.some((word) => SERVER.test(word.slice(0, 16_384)));
}

/** Subcommands of kubectl that forward traffic. */
const FORWARDS = ['proxy', 'port-forward'];

/** An image whose entry point is kubectl. */
function isForwardingKubectl(image: string, words: readonly string[]): boolean {
  return lastSegment(image) === 'kubectl' && FORWARDS.includes(words[0] ?? '');
}

function isKnownCommand(words: readonly string[]): boolean {
  const first = baseName(words[0] ?? '');
  if (NAMES.has(first)) return true;
  if (first === 'kubectl') return FORWARDS.some((word) => words.includes(word));
  if (SHELLS.has(first)) return words.slice(1).some((word) => IN_SHELL.test(word.slice(0, 16_384)));
  // A script or another starter with the program as its argument.
  if (/[./]/.test(words[0] ?? '') && SERVERS.has(words.slice(1).find((word) => !word.startsWith('-')) ?? ''))
    return true;
  if (WRAPPERS.has(first)) {
    const program = words.slice(1).find((word) => !word.startsWith('-') && !/^[A-Z_]+=/.test(word));
    return program !== undefined && NAMES.has(baseName(program));
  }
  return false;
}

export interface KeptCommand extends KeptEnvironment {
  command?: readonly string[];
  args?: readonly string[];
}

/**
 * Command, arguments and allow-listed environment of a recognized component, redacted; undefined for everything else. An
 * inline Envoy bootstrap is passed to `onBootstrap` and replaced by a placeholder.
 */
export function keptCommand(
  container: Readonly<Record<string, unknown>>,
  image: string,
  onBootstrap?: (text: string) => void,
): KeptCommand | undefined {
  const command = words(container['command']);
  const args = words(container['args']);
  const all = command.length > 0 ? [...command, ...args] : args;
  const known =
    isKnownImage(image) ||
    (all.length > 0 && isKnownCommand(all)) ||
    isForwardingKubectl(image, all) ||
    isEnvoyLike(args);
  if (!known) return undefined;
  const result: KeptCommand = {};
  const own = credentialsOf(image, all);
  if (command.length > 0) result.command = redactArgs(withoutBootstrap(command, onBootstrap), own);
  if (args.length > 0) result.args = redactArgs(withoutBootstrap(args, onBootstrap), own);
  const isRequested = isControlPlane(image, all);
  return {
    ...result,
    ...environmentOf(container, { words: all, isRequested, redact: (list) => redactArgs(list, own) }),
  };
}

/** By the started program, or by the image that starts it. */
function credentialsOf(image: string, all: readonly string[]): CredentialFlags | undefined {
  for (const name of programNames(image)) {
    const named = credentialFlags.get(name);
    if (named) return named;
  }
  for (const [program, flags] of credentialFlags)
    if (
      all.some((word) =>
        new RegExp(String.raw`(?:^|[\s/;&|("'])${program}(?:$|\s)`).test(word.slice(0, 16_384)),
      )
    )
      return flags;
  return undefined;
}

/** A wrapper image with its own entry point that passes on Envoy's options. */
function isEnvoyLike(args: readonly string[]): boolean {
  return args.some(
    (arg) => arg === '--config-yaml' || arg.startsWith('--config-yaml=') || arg === '--service-cluster',
  );
}

function words(value: unknown): string[] {
  return arr(value).filter((item): item is string => typeof item === 'string');
}
