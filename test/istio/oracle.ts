import { ensureMeshBinaries } from '../cluster/lib/binaries.ts';
import { startJsonProcess } from '../cluster/lib/json-process.ts';
import { run } from '../cluster/lib/process.ts';

/** A mesh to be judged by the real istiod. The fields are described in test/cluster/go/istio/meshoracle/types.go. */
export interface MeshQuestion {
  id: string;
  /** Kubernetes' and Istio's objects as YAML documents. */
  objects: string;
  /** Text of the key `mesh` of ConfigMap `istio`; default: Istio's defaults. */
  meshConfig?: string;
  /** Adds what ztunnels are told. */
  ambient?: boolean;
  proxies: readonly ProxyQuestion[];
}

export interface ProxyQuestion {
  /** Name of the pod. */
  id: string;
  namespace: string;
  ip: string;
  labels: Readonly<Record<string, string>>;
  serviceAccount?: string;
  /** Default: sidecar. `ztunnel` is for a running istiod only. */
  type?: 'sidecar' | 'router' | 'waypoint' | 'ztunnel';
  /** Inbound ports to be answered, also ports without a Service; default: all with chains of their own. */
  ports?: readonly number[];
  /** Adds the clusters of its destinations. */
  outbound?: boolean;
  /** Adds the full rules of the authorization filters. */
  raw?: boolean;
}

export interface MeshAnswer {
  id: string;
  /** The mesh as a whole could not be judged. */
  error?: string;
  /** Objects that Istio's validation refuses; they are left out. */
  refused?: { kind: string; namespace?: string; name: string; message: string }[];
  proxies: ProxyAnswer[];
  ambient?: AmbientAnswer;
}

export interface ProxyAnswer {
  id: string;
  error?: string;
  /** Sidecars: by port. The first is port 0, which stands for all ports without chains of their own. */
  inbound?: InboundAnswer[];
  outbound?: OutboundAnswer[];
  /** Gateways and waypoints. */
  listeners?: GatewayListenerAnswer[];
  routes?: { name: string; hosts: { domains: string[]; requireTls?: boolean; clusters?: string[] }[] }[];
  /** Ztunnels. */
  ambient?: AmbientAnswer;
}

export interface InboundAnswer {
  port: number;
  /** The port has chains of its own, because of a Service, a Sidecar or a port-level policy. */
  own: boolean;
  /** SIMPLE: TLS without client certificates. */
  mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE' | 'SIMPLE' | 'NONE';
  /** Both when istiod lets the proxy detect the protocol. */
  protocols: ('http' | 'tcp')[];
  http?: FilterAnswer[];
  tcp?: FilterAnswer[];
  /** Chains of the same protocol have different filters. */
  uneven?: boolean;
}

export interface FilterAnswer {
  kind: 'rbac' | 'ext_authz' | 'jwt';
  /** LOG is AUDIT. CUSTOM rules decide which requests the ext_authz filter behind them judges. */
  action?: 'ALLOW' | 'DENY' | 'LOG' | 'CUSTOM';
  policies?: { namespace: string; name: string; rule: number; matches: 'all' | 'some' | 'nothing' }[];
  /** Evaluated and not enforced. */
  dryRun?: boolean;
  failOpen?: boolean;
  issuers?: string[];
  raw?: unknown;
}

export interface OutboundAnswer {
  host: string;
  port: number;
  subset?: string;
  /** AUTO: Istio mutual TLS to the endpoints that have it, plain to the others. */
  tls: 'DISABLE' | 'AUTO' | 'ISTIO_MUTUAL' | 'SIMPLE' | 'MUTUAL';
  /** The server's certificate is verified against a CA. */
  verified: boolean;
  ca?: string;
  sni?: string;
  sans?: string[];
  /** The name in the certificate is verified because the SNI is set. */
  autoSan?: boolean;
  endpoints?: { address: string; port: number; mtls: boolean }[];
}

export interface GatewayListenerAnswer {
  name: string;
  address: string;
  port: number;
  chains: {
    name?: string;
    serverNames?: string[];
    tls: 'NONE' | 'SIMPLE' | 'MUTUAL';
    minVersion?: string;
    secrets?: string[];
    /** Name of its route table. */
    routes?: string;
    clusters?: string[];
    filters?: FilterAnswer[];
  }[];
}

export interface AmbientAnswer {
  /** Messages of Istio's API `workload`, as JSON. */
  workloads: Record<string, unknown>[];
  services?: Record<string, unknown>[];
  authorizations: Record<string, unknown>[];
}

/** A process that judges meshes one after the other. */
export interface MeshOracle {
  judge(mesh: MeshQuestion): Promise<MeshAnswer>;
  /** Ends the process. */
  close(): Promise<void>;
}

/** Meshes after which the process is replaced: Istio's test server keeps 3.4 MB of each. */
const MESHES_PER_PROCESS = 200;

/** Starts the real istiod for generated meshes. Builds it if the cache lacks it (test/cluster/README.md). */
export async function startMeshOracle(): Promise<MeshOracle> {
  const { meshoracle } = await ensureMeshBinaries();
  let current = startJsonProcess<MeshQuestion, MeshAnswer>(meshoracle);
  let judged = 0;
  const judge = async (mesh: MeshQuestion): Promise<MeshAnswer> => {
    if (judged++ === MESHES_PER_PROCESS) {
      const old = current;
      current = startJsonProcess<MeshQuestion, MeshAnswer>(meshoracle);
      judged = 1;
      // It ends when its last answer is out.
      void old.end();
    }
    return current.ask(mesh);
  };
  return { judge, close: () => current.end() };
}

/** What a running istiod tells proxies. `address` is its plain xDS port, `start` runs a program where that is reachable. */
export async function askIstiod(
  address: string,
  proxies: readonly ProxyQuestion[],
  start: typeof run = run,
): Promise<ProxyAnswer[]> {
  const { meshoracle } = await ensureMeshBinaries();
  const input = proxies.map((proxy) => `${JSON.stringify(proxy)}\n`).join('');
  const { stdout } = await start(meshoracle, ['-address', address], { input });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ProxyAnswer);
}
