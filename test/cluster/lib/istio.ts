import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import type { MeshBinaries } from './binaries.ts';
import { ISTIO_VERSION, ensureMeshBinaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { ClusterError } from './errors.ts';
import { inHost, startInHost } from './hosts.ts';
import { getItems } from './kubectl.ts';
import { HERE } from './paths.ts';
import { run, until } from './process.ts';
import type { HostState } from './state.ts';
import { tokenKubeconfig } from './users.ts';
import type { Variant } from './variants.ts';
import { merge } from './variants.ts';

/** One `istioctl manifest generate` each: arguments in addition to hub and tag. */
const FORMS = {
  /** Default profile: one control plane, an ingress gateway. */
  sidecar: [['--set', 'profile=default']],
  /** With ztunnel and istio-cni. */
  ambient: [['--set', 'profile=ambient']],
  /** A default control plane, and a second one of revision `canary` with the tag `prod`. */
  revisions: [
    ['--set', 'profile=default'],
    ['--set', 'profile=minimal', '--set', 'revision=canary'],
  ],
} as const;

export type IstioForm = keyof typeof FORMS;
export const ISTIO_FORMS = Object.keys(FORMS) as IstioForm[];

export const ISTIO_NAMESPACE = 'istio-system';

/** Where the images of Istio's releases are, and the tag of the release; a development build has others. */
const HUB = 'values.global.hub=docker.io/istio';
const TAG_OF_IMAGES = `values.global.tag=${ISTIO_VERSION}`;

/** The tag of the form `revisions`, and the revision that it points to. */
const TAG: Tag = { name: 'prod', revision: 'canary' };

/** Of this tag only the webhook that validates objects without a revision; charts add it, `manifest generate` does not. */
const DEFAULT_TAG: Tag = { name: 'default', revision: 'default', only: 'ValidatingWebhookConfiguration' };

interface Tag {
  name: string;
  revision: string;
  /** The kind of its objects that is applied; default: all. */
  only?: string;
}

interface Deployment {
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    selector: { matchLabels: Record<string, string> };
    template: { spec: { serviceAccountName: string; containers: Container[] } };
  };
}
interface Container {
  args: string[];
  env: { name: string; value?: string }[];
}
interface Pod {
  metadata: { name: string };
  status: { podIP?: string; phase?: string };
}
interface Webhooks {
  metadata: { name: string };
  webhooks?: { clientConfig: { caBundle?: string } }[];
}

/**
 * The variant with an API server that sends webhooks to the addresses of a Service's pods. Nothing forwards the Service's own
 * address here, because kube-proxy only pretends.
 */
export function withWebhooks(variant: Variant): Variant {
  const { extraArgs = [] } = (variant.cluster['apiServer'] ?? {}) as { extraArgs?: readonly object[] };
  const routing = { name: 'enable-aggregator-routing', value: 'true' };
  return {
    ...variant,
    cluster: merge(variant.cluster, { apiServer: { extraArgs: [...extraArgs, routing] } }),
  };
}

/**
 * Installs Istio as its own tool renders it, with the CRDs of the Gateway API, and runs the real istiod of every control plane.
 * KWOK simulates istiod's pods. The program gets the pod's address, settings and ServiceAccount, on the first host,
 * so that the API server reaches the unmodified webhooks and pods are really injected. It ends with the host.
 */
export async function installIstio(
  cluster: Cluster,
  form: IstioForm,
  progress: (line: string) => void,
): Promise<void> {
  const binaries = await ensureMeshBinaries({ progress });
  const { kubectl } = cluster;
  progress(`installing Istio (${form})`);
  await kubectl(['apply', '--server-side', '-f', await gatewayApi()]);
  await kubectl(['create', 'namespace', ISTIO_NAMESPACE]);
  for (const args of FORMS[form]) {
    const manifest = await renderIstio(binaries, args);
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], { input: manifest });
  }
  const ofIstiod = ['--namespace', ISTIO_NAMESPACE, '--selector', 'app=istiod'];
  const deployments = await getItems<Deployment>(kubectl, 'deployments', ...ofIstiod);
  for (const deployment of deployments) await runIstiod(cluster, binaries, deployment, progress);
  const tags = form === 'revisions' ? [DEFAULT_TAG, TAG] : [DEFAULT_TAG];
  for (const tag of tags)
    await kubectl(['apply', '--server-side', '-f', '-'], { input: await tagObjects(cluster, binaries, tag) });
  await webhooksReady(cluster);
}

async function tagObjects(
  { kubeconfig }: Cluster,
  { istioctl }: MeshBinaries,
  { name, revision, only }: Tag,
): Promise<string> {
  const args = ['--kubeconfig', kubeconfig, 'tag', 'generate', name, '--revision', revision];
  const { stdout } = await run(istioctl, args);
  const objects = loadAll(stdout) as ({ kind: string } | null)[];
  const wanted = objects.filter((object) => object && (only === undefined || object.kind === only));
  return wanted.map((object) => dump(object)).join('---\n');
}

/** The manifests that istioctl renders, of images with the version of its program. */
export async function renderIstio(
  { istioctl }: Pick<MeshBinaries, 'istioctl'>,
  args: readonly string[],
): Promise<string> {
  const { stdout } = await run(istioctl, [
    'manifest',
    'generate',
    '--set',
    HUB,
    '--set',
    TAG_OF_IMAGES,
    ...args,
  ]);
  return stdout;
}

/** Folder of the Gateway API's CRDs, in the module that Istio itself uses. */
async function gatewayApi(): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', 'sigs.k8s.io/gateway-api'], {
    cwd: join(HERE, 'go/istio'),
  });
  return join((JSON.parse(stdout) as { Dir: string }).Dir, 'config/crd/standard');
}

async function runIstiod(
  cluster: Cluster,
  binaries: MeshBinaries,
  deployment: Deployment,
  progress: (line: string) => void,
): Promise<void> {
  const { name } = deployment.metadata;
  progress(`starting ${name}`);
  const { state, env } = cluster;
  const host = firstHost(cluster);
  const pod = await podOf(cluster, deployment);
  await inHost(host, ['ip', 'addr', 'add', `${pod.ip}/32`, 'dev', 'lo']);
  const { serviceAccountName, containers } = deployment.spec.template.spec;
  const [container] = containers;
  if (!container) throw new ClusterError(`Deployment ${name} has no container`, 'read its manifest');
  const dir = join(state.dir, name);
  await mkdir(dir, { recursive: true });
  const kubeconfig = join(dir, 'kubeconfig');
  const account = { namespace: ISTIO_NAMESPACE, name: serviceAccountName };
  await writeFile(kubeconfig, await tokenKubeconfig(cluster, account), { mode: 0o600 });
  const values = container.env.filter(({ value, name }) => value !== undefined && name !== 'KUBECONFIG');
  // The program reads files of its working directory, where a container has its root.
  await startInHost(
    host,
    ['bash', '-c', 'cd "$1" && shift && exec "$@"', 'istiod', dir, binaries['pilot-discovery']].concat(
      container.args.filter((arg) => !arg.startsWith('--monitoringAddr')),
      ['--kubeconfig', kubeconfig, '--ctrlz_port', '0'],
      Object.entries(PORTS).map(([flag, port]) => `--${flag}=${pod.ip}:${port}`),
    ),
    join(dir, 'istiod.log'),
    {
      ...env,
      ...Object.fromEntries(values.map(({ name, value }) => [name, value])),
      POD_NAME: pod.name,
      POD_NAMESPACE: ISTIO_NAMESPACE,
      SERVICE_ACCOUNT: serviceAccountName,
    },
  );
  await until(
    `${name} is ready`,
    async () => {
      const url = `http://${pod.ip}:${PORTS.httpAddr}/ready`;
      const { code } = await inHost(host, ['curl', '--silent', '--fail', '--max-time', '2', url], {
        accept: 'any',
      });
      return code === 0 ? true : undefined;
    },
    { timeoutMs: 90_000, everyMs: 500, log: join(dir, 'istiod.log') },
  );
}

/** istiod's addresses by flag; the ports are those of its container. */
const PORTS = {
  httpAddr: 8080,
  grpcAddr: 15010,
  secureGRPCAddr: 15012,
  monitoringAddr: 15014,
  httpsAddr: 15017,
} as const;

function podOf({ kubectl }: Cluster, { metadata, spec }: Deployment): Promise<{ name: string; ip: string }> {
  const labels = Object.entries(spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  return until(
    `the pod of ${metadata.name} runs`,
    async () => {
      const selector = ['--namespace', ISTIO_NAMESPACE, '--selector', labels.join(',')];
      const [pod] = await getItems<Pod>(kubectl, 'pods', ...selector);
      const ip = pod?.status.podIP;
      return pod && ip && pod.status.phase === 'Running' ? { name: pod.metadata.name, ip } : undefined;
    },
    { timeoutMs: 90_000, everyMs: 500 },
  );
}

/** istiod writes its CA into the webhook configurations; until then the API server refuses its certificate. */
async function webhooksReady({ kubectl }: Cluster): Promise<void> {
  await until(
    'the webhooks of Istio have their CA',
    async () => {
      const kinds = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'];
      const all = await Promise.all(kinds.map((kind) => getItems<Webhooks>(kubectl, kind)));
      const istio = all.flat().filter(({ metadata }) => metadata.name.startsWith('istio'));
      const bundles = istio.flatMap(({ webhooks = [] }) => webhooks.map((one) => one.clientConfig.caBundle));
      return bundles.length > 0 && bundles.every(Boolean) ? true : undefined;
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
}

/** Address of the plain xDS port of a control plane, reachable inside the first host. */
export async function istiodAddress({ kubectl }: Cluster, revision = 'default'): Promise<string> {
  const selector = `app=istiod,istio.io/rev=${revision}`;
  const [pod] = await getItems<Pod>(kubectl, 'pods', '--namespace', ISTIO_NAMESPACE, '--selector', selector);
  if (!pod?.status.podIP) throw new ClusterError(`no istiod of revision ${revision} runs`, 'see its log');
  return `${pod.status.podIP}:${PORTS.grpcAddr}`;
}

/** What istiod writes to `istioctl analyze`: one message per finding. */
export interface AnalyzerMessage {
  code: string;
  level: string;
  message: string;
  origin: string;
}

/** Messages of Istio's own analyzer about all namespaces. */
export async function analyze({ kubeconfig }: Cluster): Promise<AnalyzerMessage[]> {
  const { istioctl } = await ensureMeshBinaries();
  const args = ['--kubeconfig', kubeconfig, 'analyze', '--all-namespaces', '--output', 'json'];
  // It ends with 79 when a message is an error.
  const { stdout } = await run(istioctl, args, { accept: [0, 79] });
  return (JSON.parse(stdout) as AnalyzerMessage[] | null) ?? [];
}

export function firstHost({ state }: Cluster): HostState {
  const [first] = state.hosts;
  if (!first) throw new TypeError('a cluster has a first host');
  return first;
}
