/** The actual locations, on nodes of this cluster, of what data/node-paths.ts expects in the usual places. */
import {
  controlPlaneKeyFlags,
  kubeletKeyFlags,
  kubeletKeySettings,
  kubeletPluginDirectories,
  ROOT_DIR,
  RUNTIME_ENDPOINT,
  RUNTIME_ENDPOINT_ANNOTATION,
  RUNTIME_ENDPOINT_SETTING,
} from '../data/key-flags.ts';
import type { NodePath, NodePathKind } from '../data/node-paths.ts';
import { nodePaths, rancherDirectories } from '../data/node-paths.ts';
import { CONTROL_PLANE_PROGRAMS } from '../data/static-pods.ts';
import { cleanPath } from '../shared/path.ts';
import type { ContainerRecord, NodeRecord, PodRecord, PodTemplate } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { parseArgv } from './control-plane/sources/command/argv.ts';
import { effectiveValue } from './control-plane/sources/flag-values.ts';
import { nodeWords, valuesOf } from './control-plane/sources/k3s-args.ts';
import { staticOrigin } from './control-plane/sources/mirror-pods.ts';
import { mountedPath } from './mounted-path.ts';
import type { KubeletsFacts, NodeLayout } from './types.ts';

const KUBELET = '/var/lib/kubelet';

/**
 * Evidence: command lines and volumes of static pods, command lines of k3s and RKE2, settings of kubelets, the runtime's endpoint
 * that kubeadm writes, and the plugin directories that pods of kube-system mount.
 */
export function buildNodeLayout(snapshot: Snapshot, kubelets: KubeletsFacts): NodeLayout {
  const { node: nodes, pod: pods } = snapshot.records;
  const ofPods = pods.filter((pod) => staticOrigin(pod, snapshot) !== undefined).flatMap(keysOfStaticPod);
  const ofNodes = nodes.map(pathsOfNode);
  const ofKubelets = kubelets.reported.map(({ flag, setting }) => ({
    roots: [flag(ROOT_DIR) ?? ''],
    keys: [...kubeletKeyFlags.map((name) => flag(name) ?? ''), ...kubeletKeySettings.map(setting)],
    sockets: [flag(RUNTIME_ENDPOINT) ?? '', setting(RUNTIME_ENDPOINT_SETTING)],
  }));
  const roots = unique([
    ...ofNodes.flatMap((one) => one.roots),
    ...ofKubelets.flatMap((one) => one.roots),
    ...pluginRoots(pods),
  ]).filter((root) => root !== KUBELET);
  return {
    systems: [...new Set(nodes.map(({ osImage }) => osImage ?? ''))],
    kubelets: roots,
    paths: [
      ...rows('keys', [
        ...ofPods,
        ...ofNodes.flatMap(({ keys }) => keys),
        ...ofKubelets.flatMap(({ keys }) => keys),
      ]),
      ...rows(
        'socket',
        [...ofNodes, ...ofKubelets].flatMap(({ sockets }) => sockets.map(socketOf)),
      ),
      ...roots.flatMap((root) => moved(KUBELET, root)),
      ...unique(ofNodes.flatMap(({ homes }) => homes)).flatMap((home) =>
        rancherDirectories.flatMap((usual) => (usual === home ? [] : moved(usual, home))),
      ),
    ],
  };
}

function rows(kind: NodePathKind, paths: readonly string[]): NodePath[] {
  return unique(paths).map((path) => ({ path, kind }));
}

/** A relative path, or the root of the disk, proves nothing. */
function unique(paths: readonly string[]): string[] {
  const whole = paths.filter((path) => /^(?:\/|[a-z]:[\\/])/i.test(path) && !path.includes('$('));
  return [...new Set(whole.map(cleanPath))].filter((path) => path !== '/');
}

/** The rows of the table in one directory, as rows of another. */
function moved(usual: string, now: string): NodePath[] {
  return nodePaths.flatMap((row) =>
    row.path === usual || row.path.startsWith(`${usual}/`)
      ? [{ ...row, path: `${now}${row.path.slice(usual.length)}` }]
      : [],
  );
}

/** `unix:///run/x.sock`, `npipe:////./pipe/x`, or the path alone. */
function socketOf(endpoint: string): string {
  return endpoint.replace(/^(?:unix|npipe):(?:\/\/(?=\/))?/, '');
}

/** The paths in the annotations of a node: from k3s, RKE2 and kubeadm. */
function pathsOfNode(node: NodeRecord) {
  const found = ['k3s', 'rke2'].map((program) => {
    const words = nodeWords(node, program);
    const ofKubelet = valuesOf(words, '--kubelet-arg').map((word) => word.replace(/^-*/, '--'));
    const given = valuesOf(words, '--data-dir', '-d');
    return {
      // A flag takes precedence over the variable.
      homes: given.length > 0 ? given : environmentOf(node, program),
      roots: valuesOf(ofKubelet, `--${ROOT_DIR}`),
      keys: valuesOf(ofKubelet, ...kubeletKeyFlags.map((name) => `--${name}`)),
      sockets: [words, ofKubelet].flatMap((some) => valuesOf(some, `--${RUNTIME_ENDPOINT}`)),
    };
  });
  return {
    homes: found.flatMap(({ homes }) => homes),
    roots: found.flatMap(({ roots }) => roots),
    keys: found.flatMap(({ keys }) => keys),
    sockets: [
      node.annotations[RUNTIME_ENDPOINT_ANNOTATION] ?? '',
      ...found.flatMap(({ sockets }) => sockets),
    ],
  };
}

function environmentOf({ annotations }: NodeRecord, program: string): string[] {
  const text = annotations[`${program}.io/node-env`] ?? '';
  const [, value] = new RegExp(`"${program.toUpperCase()}_DATA_DIR":"([^"]*)"`).exec(text) ?? [];
  return value === undefined ? [] : [value];
}

/** Files and directories of the host that the flags of a static pod name as keys or data. */
function keysOfStaticPod({ template }: PodRecord): string[] {
  return template.containers.flatMap((container) =>
    CONTROL_PLANE_PROGRAMS.flatMap((program) => {
      const argv = parseArgv(program, container);
      if (!argv) return [];
      const valueOf = (name: string) => {
        const variable = argv.environment(`ETCD_${name.toUpperCase().replaceAll('-', '_')}`);
        const own = program === 'etcd' && typeof variable === 'object' ? variable.text : '';
        const given = argv.flags.get(name);
        return given ? effectiveValue(name, given) : own;
      };
      return controlPlaneKeyFlags.flatMap((name) => hostPathOf(valueOf(name), container, template));
    }),
  );
}

/** A path inside a container as one of the host, where it is in a hostPath volume. */
function hostPathOf(path: string, container: ContainerRecord, template: PodTemplate): string[] {
  const { volume, below = '' } = mountedPath(path, container, template) ?? {};
  return volume?.type === 'hostPath' && volume.target !== undefined ? [`${volume.target}${below}`] : [];
}

/** Directories of kubelets, by the mounts of drivers in kube-system; only administrators create pods there. */
function pluginRoots(pods: readonly PodRecord[]): string[] {
  const templates = new Set(
    pods.filter(({ namespace }) => namespace === 'kube-system').map(({ template }) => template),
  );
  return [...templates].flatMap(({ volumes }) =>
    volumes.flatMap(({ type, target = '' }) => {
      const path = cleanPath(target);
      const at = path.lastIndexOf('/');
      return type === 'hostPath' && kubeletPluginDirectories.includes(path.slice(at + 1))
        ? [path.slice(0, at)]
        : [];
    }),
  );
}
