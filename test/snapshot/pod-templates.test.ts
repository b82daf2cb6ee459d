import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PASSED_OVER, sameSpec } from '../../src/snapshot/project/pod-templates.ts';
import { templateOf } from '../../src/snapshot/project/template.ts';
import { createProjector } from '../../src/snapshot/index.ts';

/** Every field of a spec that is part of a template, and those that are ignored. */
function richSpec(token: string): Record<string, unknown> {
  const container = {
    name: 'app',
    image: 'registry.example/app:1',
    command: ['app'],
    args: ['--listen', ':80'],
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'keys', key: 'a' } } }],
    envFrom: [{ secretRef: { name: 'more' } }],
    ports: [{ name: 'http', containerPort: 80, hostPort: 80, protocol: 'UDP' }],
    resources: { limits: { cpu: '1' } },
    livenessProbe: { httpGet: { path: '/', port: 'http' } },
    readinessProbe: { exec: { command: ['true'] } },
    startupProbe: { tcpSocket: { port: 80 } },
    lifecycle: { preStop: { exec: { command: ['true'] } } },
    securityContext: { privileged: true, runAsUser: 0, capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } },
    volumeMounts: [
      { name: 'data', mountPath: '/data', readOnly: true },
      { name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ],
    volumeDevices: [{ name: 'disk', devicePath: '/dev/sda' }],
  };
  return {
    nodeName: 'worker-1',
    hostname: 'app-0',
    serviceAccountName: 'app',
    automountServiceAccountToken: true,
    hostNetwork: true,
    hostPID: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    os: { name: 'linux' },
    affinity: { nodeAffinity: {} },
    topologySpreadConstraints: [{ maxSkew: 1 }],
    priorityClassName: 'high',
    runtimeClassName: 'kata',
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
    initContainers: [{ ...container, name: 'init', restartPolicy: 'Always' }],
    containers: [container, { ...container, name: 'proxy' }],
    ephemeralContainers: [{ ...container, name: 'debug' }],
    volumes: [
      { name: 'data', hostPath: { path: '/srv', type: 'Directory' } },
      { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
      { name: token, projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    ],
  };
}

const A_TOKEN = 'kube-api-access-abcde';
const built = (spec: Record<string, unknown>) => templateOf({}, { ...spec, affinity: undefined });

/** Every place in a value, as paths. */
function placesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, inside]) => placesOf(inside, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

function changed(spec: Record<string, unknown>, path: readonly (string | number)[], value: unknown) {
  const copy = structuredClone(spec);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

const anything = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.constantFrom('other', 'kube-api-access-zzzzz', 'Localhost', ''),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom({}, [], { name: 'other' }, [{ name: 'other' }], { hostPath: { path: '/' } }),
);

describe('sameSpec', () => {
  const spec = richSpec(A_TOKEN);

  it('is true only for specs of one template, whatever fields one of them has elsewhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesOf(spec)), anything, (path, value) => {
        const other = changed(spec, path, value);
        for (const [a, b] of [
          [spec, other],
          [other, spec],
        ] as const)
          if (sameSpec(a, b)) expect(built(b)).toEqual(built(a));
      }),
      { numRuns: 5_000 },
    );
  });

  it('ignores differences between the pods of one owner', () => {
    const sibling = { ...richSpec('kube-api-access-fghij'), nodeName: 'worker-2', hostname: 'app-1' };
    expect(sameSpec(spec, sibling)).toBe(true);
    expect(built(sibling)).toEqual(built(spec));
  });

  it.each([...PASSED_OVER].filter((field) => field !== 'affinity'))('%s is in no template', (field) => {
    for (const value of ['other', { other: 1 }, [{ maxSkew: 9 }]])
      expect(built({ ...spec, [field]: value })).toEqual(built(spec));
  });
});

describe('pods of one owner', () => {
  const pod = (name: string, labels: object, spec: object, annotations: object = {}) => ({
    metadata: {
      name,
      namespace: 'shop',
      labels,
      annotations,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'app', uid: 'u', controller: true },
      ],
    },
    spec,
  });
  const templates = (...pods: object[]) => {
    const projector = createProjector();
    return pods.map((one) => projector.projectAs('v1', 'Pod', one)?.record as { template: object });
  };
  const spec = richSpec(A_TOKEN);

  it('share a template when they are alike', () => {
    const [a, b] = templates(
      pod('a', { app: 'x' }, spec),
      pod('b', { app: 'x' }, richSpec('kube-api-access-fghij')),
    );
    expect(b?.template).toBe(a?.template);
  });

  it.each([
    ['labels', pod('b', { app: 'y' }, spec)],
    ['annotations', pod('b', { app: 'x' }, spec, { 'sidecar.istio.io/inject': 'false' })],
    [
      'the systems of their affinity',
      pod(
        'b',
        { app: 'x' },
        {
          ...spec,
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['windows'] }] },
                ],
              },
            },
          },
        },
      ),
    ],
    [
      'their containers',
      pod('b', { app: 'x' }, changed(spec, ['containers', 1, 'securityContext'], undefined)),
    ],
  ])('are distinguished by %s', (_, other) => {
    const [a, b, again] = templates(pod('a', { app: 'x' }, spec), other, pod('c', { app: 'x' }, spec));
    expect(b?.template).not.toEqual(a?.template);
    expect(again?.template).toBe(a?.template);
  });
});
