import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Verdict, VerdictKind } from '../../src/result/types.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { verdictsOf } from '../adversary/evaluate.ts';
import { byNetwork } from '../adversary/properties.ts';
import { baseWorld, worldAfter } from '../adversary/world.ts';
import { collectFrom } from './support/run.ts';
import type { FakeSettings, Override } from './support/server.ts';
import { sendJson, sendStatus } from './support/server.ts';

/** Risks in many places, so that hiding them would look like a sound cluster. */
const RISKS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: eve }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: eve }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: readers, namespace: bank }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [get, list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: strangers, namespace: bank }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: readers }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: system:anonymous }]
---
apiVersion: v1
kind: Namespace
metadata: { name: open }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: miner, namespace: open }
spec:
  selector: { matchLabels: { app: miner } }
  template:
    metadata: { labels: { app: miner } }
    spec:
      hostPID: true
      hostNetwork: true
      containers:
        - name: miner
          image: registry.example.com/miner:1
          securityContext: { privileged: true, capabilities: { add: [SYS_ADMIN] } }
          volumeMounts: [{ name: root, mountPath: /host }]
      volumes: [{ name: root, hostPath: { path: / } }]
status: { desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 2 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: kubernetes-dashboard, namespace: open, labels: { k8s-app: kubernetes-dashboard } }
spec:
  replicas: 1
  selector: { matchLabels: { k8s-app: kubernetes-dashboard } }
  template:
    metadata: { labels: { k8s-app: kubernetes-dashboard } }
    spec:
      containers:
        - name: dashboard
          image: docker.io/kubernetesui/dashboard:v2.7.0
          ports: [{ containerPort: 8443 }]
          env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
      volumes: [{ name: nfs, nfs: { server: 10.0.0.7, path: /x } }]
---
apiVersion: v1
kind: Pod
metadata: { name: kubernetes-dashboard-1, namespace: open, labels: { k8s-app: kubernetes-dashboard } }
spec:
  nodeName: worker-1
  containers: [{ name: dashboard, image: 'docker.io/kubernetesui/dashboard:v2.7.0', ports: [{ containerPort: 8443 }] }]
status: { phase: Running, podIP: 10.1.0.9, conditions: [{ type: Ready, status: 'True' }] }
---
apiVersion: v1
kind: Service
metadata: { name: kubernetes-dashboard, namespace: open }
spec: { type: LoadBalancer, selector: { k8s-app: kubernetes-dashboard }, ports: [{ port: 443, targetPort: 8443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: local }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /etc/kubernetes }, claimRef: { namespace: open, name: local } }
status: { phase: Bound }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: local, namespace: open }
spec: { volumeName: local, accessModes: [ReadWriteOnce] }
status: { phase: Bound }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: never, namespace: bank, generation: 1 }
spec: { maxUnavailable: 0, selector: { matchLabels: { app: ledger } } }
status: { disruptionsAllowed: 0, expectedPods: 2, desiredHealthy: 2, currentHealthy: 2, observedGeneration: 1 }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: everything }
webhooks:
  - name: all.shop.example
    failurePolicy: Fail
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { service: { namespace: open, name: nobody } }
    rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }]
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1.things.example }
spec: { group: things.example, version: v1, insecureSkipTLSVerify: true, service: { namespace: open, name: nobody }, groupPriorityMinimum: 100, versionPriority: 100 }
status: { conditions: [{ type: Available, status: 'False', reason: ServiceNotFound }] }
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: { name: waiting, creationTimestamp: '2026-11-01T00:00:00Z' }
spec: { signerName: kubernetes.io/kubelet-serving, request: '', usages: [server auth], username: 'system:node:worker-1' }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: bank }
spec: { mtls: { mode: PERMISSIVE } }
`;

type Reply = (path: string) => Override;

/** Responses that a component between the client and the store can return instead of the true one. */
const REPLIES: Readonly<Record<string, Reply>> = {
  ...Object.fromEntries([403, 404, 410, 429, 500, 503].map((code) => [String(code), status(code)])),
  'a page of a login': () => (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><form>Please log in</form></html>');
    return true;
  },
  'another kind': () => (_request, response) =>
    sendJson(response, 200, { kind: 'Thing', apiVersion: 'example.com/v1', metadata: { name: 'x' } }),
  'half of it': (path) => (_request, response) => {
    const text = truth(path);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2));
    return true;
  },
  'an empty list': (path) => (_request, response) => sendJson(response, 200, { ...listAt(path), items: [] }),
};
const KINDS = Object.keys(REPLIES);

/** Retried like the real one, and without delay. */
function status(code: number): Reply {
  return () => (_request, response) => {
    response.setHeader('retry-after', '0');
    return sendStatus(response, code, `the answer is ${code}`);
  };
}

let world: FakeSettings;

function listAt(path: string): {
  kind: string;
  apiVersion: string;
  metadata: object;
  items: readonly object[];
} {
  const everywhere = path.replace(/\/namespaces\/[^/]+\//, '/');
  const found = world.resources?.find(
    ({ group, version, plural }) =>
      everywhere === `${group === '' ? '/api' : `/apis/${group}`}/${version}/${plural}`,
  );
  return {
    kind: `${found?.kind ?? ''}List`,
    apiVersion: found && found.group !== '' ? `${found.group}/${found.version}` : 'v1',
    metadata: { resourceVersion: '7' },
    items: world.items?.[everywhere] ?? [],
  };
}

function truth(path: string): string {
  const document = world.documents?.[path];
  return typeof document === 'string' ? document : JSON.stringify(document ?? listAt(path));
}

async function collected(override: Override, stale?: string) {
  const resources =
    world.resources?.map((one) => (one.group === stale ? { ...one, stale: true } : one)) ?? [];
  const at = new Date(baseWorld().takenAt);
  return collectFrom({ ...world, resources, override }, {}, at);
}

/** Verdicts that became pass or fail only because of this response. */
async function wrongVerdicts(path: string, name: string): Promise<string[]> {
  const reply = REPLIES[name]?.(path);
  const stale = /^\/apis\/([^/]+)/.exec(path)?.[1];
  const { snapshot } = await (reply
    ? collected(
        (request, response) => request.method === 'GET' && request.path === path && reply(request, response),
      )
    : collected(() => false, stale));
  const after = verdictsOf(snapshot);
  const broken = after.filter(({ verdict }) => verdict === 'error').map(({ message }) => message);
  return [...byNetwork(before, after), ...broken].map((line) => `${path} answered with ${name}: ${line}`);
}

let before: readonly Verdict[];
let whole: Snapshot;
let paths: string[];

beforeAll(async () => {
  const { override: _none, ...settings } = worldAfter({ objects: RISKS });
  // Buckets and help texts are most of a server's metrics, and no collector reads them.
  const reported = settings.documents?.['/metrics'];
  const metrics = (typeof reported === 'string' ? reported : '').replaceAll(
    /^(?:#.*|\w+_bucket\{.*)\n/gm,
    '',
  );
  world = { ...settings, documents: { ...settings.documents, '/metrics': metrics } };
  const run = await collected(() => false);
  whole = run.snapshot;
  before = verdictsOf(whole);
  // Without a credential over plain HTTP the server would be classified differently.
  const gets = run.requests.flatMap(({ method, path }) =>
    method === 'GET' && path !== '/version' ? [path] : [],
  );
  paths = [...new Set(gets)].sort();
});

const count = (kind: VerdictKind): number => before.filter(({ verdict }) => verdict === kind).length;

it('starts with a cluster that has many risks and many passes', () => {
  expect(count('fail')).toBeGreaterThan(30);
  expect(count('pass')).toBeGreaterThan(80);
  expect(paths.length).toBeGreaterThan(60);
  const lost = [...whole.outcomes.values()].filter(
    ({ status: reported }) => !['ok', 'unavailable'].includes(reported),
  );
  expect(lost.map(({ collector, reason }) => `${collector}: ${reason}`)).toEqual([]);
});

/** Lists and paths that most verdicts use get every response; the others every second one, and of equivalent ones every fourth. */
const CORE =
  /\/(?:pods|nodes|namespaces|services|deployments|daemonsets|clusterroles|clusterrolebindings|rolebindings|networkpolicies)$|^\/(?:apis?|metrics|flagz|readyz)$/;
const ALIKE = new Set(['410', '429', '500', '503']);
const isDue = (path: string, name: string, turn: number): boolean =>
  CORE.test(path) || turn % (ALIKE.has(name) || path.includes('/configmaps/') ? 4 : 2) === 0;

describe('any response of a single path', () => {
  it.each(KINDS.map((name, index) => [name, index] as const))(
    'turns no verdict into pass or fail: %s',
    async (name, index) => {
      const found: string[] = [];
      for (const [place, path] of paths.entries())
        if (isDue(path, name, place + index)) found.push(...(await wrongVerdicts(path, name)));
      expect(found).toEqual([]);
    },
  );

  it('also when the server of a group does not respond', async () => {
    const groups = [...new Set(paths.flatMap((path) => /^\/apis\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))];
    const found: string[] = [];
    for (const group of groups) found.push(...(await wrongVerdicts(group, 'a stale group')));
    expect(groups.length).toBeGreaterThan(12);
    expect(found).toEqual([]);
  });
});
