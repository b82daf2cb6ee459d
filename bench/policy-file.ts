/** The cost of `get network` and of the checks of policies, in a large cluster from one file. */
import { createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Cost } from './measure.ts';
import { measure } from './measure.ts';
import { podJson } from './pods.ts';

/** The target: 3 seconds, 300 MB. Pods are of 500 workloads in 40 namespaces. */
export const LARGE_POLICIES = { pods: 10_000, policies: 2_000 } as const;

const NAMESPACES = 40;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A List, as `kubectl get -o json` prints it. */
export async function policyFile(
  { pods, policies }: { pods: number; policies: number },
  folder: string,
): Promise<string> {
  const file = join(folder, `policies-${policies}.json`);
  const out = createWriteStream(file);
  out.write('{"apiVersion":"v1","kind":"List","items":[\n');
  for (let index = 0; index < NAMESPACES; index++) out.write(`${JSON.stringify(namespace(index))},\n`);
  for (let index = 0; index < pods; index++)
    out.write(
      `${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...(JSON.parse(podJson(index)) as object) })},\n`,
    );
  for (let index = 0; index < policies; index++)
    out.write(`${JSON.stringify(policy(index))}${index === policies - 1 ? '' : ','}\n`);
  out.end(']}\n');
  await finished(out);
  return file;
}

function namespace(index: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: `team-${index}`,
      labels: { team: `team-${index}`, 'kubernetes.io/metadata.name': `team-${index}` },
    },
  };
}

/** Every shape of a rule: own pods, one other namespace, a label in all namespaces, addresses with exceptions, ports by name. */
function policy(index: number): object {
  const other = `team-${(index * 7) % NAMESPACES}`;
  const peers = [
    { podSelector: { matchLabels: { team: `team-${index % NAMESPACES}` } } },
    { namespaceSelector: { matchLabels: { team: other } } },
    { namespaceSelector: {}, podSelector: { matchLabels: { app: `checkout-${index % 500}` } } },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', `172.16.${index % 200}.0/24`] } },
  ];
  const rule = { ports: [{ port: 80 + (index % 5), protocol: 'TCP' }, { port: 'http' }] };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: `team-${index % NAMESPACES}`, name: `policy-${index}` },
    spec: {
      podSelector: index % 10 === 0 ? {} : { matchLabels: { app: `checkout-${index % 500}` } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ...rule, from: [peers[index % 4], peers[(index + 1) % 4]] }],
      egress: [{ ...rule, to: [peers[(index + 2) % 4]] }, { ports: [{ port: 53, protocol: 'UDP' }] }],
    },
  };
}

export function networkOf(file: string, ...args: readonly string[]): Promise<Cost> {
  const program = join(root, 'bin/kubectl-archmap');
  const all = ['get', 'network', ...args, '--from', file, '--complete', '-o', 'json'];
  return measure(process.execPath, [program, ...all], { ...process.env, KUBECONFIG: '' });
}
