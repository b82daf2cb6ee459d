import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/result/types.ts';
import { limitTo } from '../../src/snapshot/limit.ts';
import { API_SERVER_LEASE, checkOf, exampleSnapshot, evaluate } from '../support/example.ts';

/** The verdicts of one check with `-n shop`. */
function inShop(id: string, manifests: string): Verdict[] {
  return evaluate(checkOf(id), limitTo(exampleSnapshot(manifests), 'shop'));
}

/** The verdicts of one check over loose files: nothing is complete. */
function overFiles(id: string, manifests: string, absent: string): Verdict[] {
  const head = `apiVersion: archmap.io/v1\nkind: Evidence\nsource: files\nunavailable: [${absent}]\n---\n`;
  return evaluate(checkOf(id), exampleSnapshot(head + manifests));
}

const FLAGS = `
apiVersion: archmap.io/v1
kind: Evidence
version: v1.36.0
flags: { authorization-mode: "Node,RBAC", admission-control-config-file: "", enable-admission-plugins: "", disable-admission-plugins: "" }
---
${API_SERVER_LEASE}`;
const namespaces = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Namespace
metadata: { name: other }
---
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: web }
spec: { containers: [{ name: web, image: shop/web:1 }] }
---
apiVersion: v1
kind: Pod
metadata: { namespace: other, name: web }
spec: { containers: [{ name: web, image: other/web:1 }] }`;
const kyverno = `
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: kyverno-resource-validating-webhook-cfg }
webhooks:
  - name: validate.kyverno.svc-fail
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig: { service: { namespace: kyverno, name: kyverno-svc } }`;

const summary = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ verdict, object }) => `${verdict} ${object?.name ?? ''}`.trim());

const textsOf = (verdict: Verdict | undefined) => verdict?.requires?.map(({ text }) => text);

describe('with -n', () => {
  it.each([
    ['network/namespace-without-policy', namespaces, ['fail shop']],
    ['namespaces/pod-security-unset', FLAGS + namespaces, ['fail shop']],
    // A policy engine of another namespace is visible by its webhooks.
    ['namespaces/pod-security-unset', FLAGS + namespaces + kyverno, ['unknown']],
  ])('%s is evaluated for the given namespace only', (id, manifests, expected) => {
    expect(summary(inShop(id, manifests))).toEqual(expected);
  });

  it('a level set on the namespace passes', () => {
    const labelled = namespaces.replace(
      '{ name: shop }',
      '{ name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } }',
    );
    expect(summary(inShop('namespaces/pod-security-unset', FLAGS + labelled))).toEqual(['pass shop']);
  });

  it.each([
    ['namespaces/default-in-use', ['run without -n']],
    ['workloads/sensitive-host-path', ['run without -n']],
    ['etcd/client-cert-auth-off', ['run without -n']],
    ['istio/version-unsupported', ['run without -n']],
  ])('%s requires the whole cluster and reports it', (id, requires) => {
    const istio = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: istiod, labels: { app: istiod } }
spec:
  selector: { matchLabels: { app: istiod } }
  template: { metadata: { labels: { app: istiod } }, spec: { containers: [{ name: discovery, image: istio/pilot:1.31.0 }] } }`;
    const verdicts = inShop(id, namespaces + istio);
    expect(verdicts.length).toBeGreaterThan(0);
    for (const verdict of verdicts) {
      expect(verdict.verdict).toBe('unknown');
      expect(textsOf(verdict)).toEqual(requires);
    }
  });

  it('a partial list requires another collection, not only a run without -n', () => {
    const snapshot = limitTo(exampleSnapshot(namespaces), 'shop');
    const outcomes = new Map(snapshot.outcomes).set('pods', {
      collector: 'pods',
      status: 'partial',
      count: 500,
      reason: 'pods broke off after 500: timeout; limited to namespace shop (-n)',
    });
    const [verdict] = evaluate(checkOf('storage/host-path-volume'), { ...snapshot, outcomes });
    expect(verdict?.verdict).toBe('unknown');
    expect(textsOf(verdict)).toEqual(['run without -n', 'collect pods again']);
  });

  it.each([
    ['{ matchExpressions: [{ key: control-plane, operator: DoesNotExist }] }', ['unknown locks']],
    [
      '{ matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [x] }] }',
      ['fail locks'],
    ],
    ['{}', ['fail locks']],
  ])(
    'a webhook that selects %s is evaluated with the collected labels of kube-system',
    (selector, expected) => {
      const webhook = `
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: locks }
webhooks:
  - name: locks.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Fail
    namespaceSelector: ${selector}
    rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods] }]
    clientConfig: { service: { namespace: other, name: locks } }`;
      expect(summary(inShop('api-server/webhook-fail-closed-system', namespaces + webhook))).toEqual(
        expected,
      );
    },
  );

  it('does not suggest deleting what a controller outside the namespace may serve', () => {
    const orphan = `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }`;
    const [verdict] = inShop('addons/ingress-nginx-retired', orphan);
    expect(textsOf(verdict)?.[0]).toBe('run without -n');
    expect(textsOf(verdict)?.join()).not.toMatch(/delete/);
  });
});

describe('over files', () => {
  it.each([
    ['nodes/not-ready', '', 'nodes', ['nodes in the files (kubectl get nodes -A -o yaml)']],
    [
      'identities/node-proxy-permissions',
      '',
      'rbac',
      [
        'clusterroles, clusterrolebindings, roles, rolebindings in the files (kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml)',
      ],
    ],
    [
      'version/kubernetes-unsupported',
      '',
      'version, pods, nodes',
      ['run against the live cluster or a snapshot of it'],
    ],
    [
      'etcd/client-cert-auth-off',
      '',
      'pods, flagz',
      ['pods in the files (kubectl get pods -A -o yaml)', 'run against the live cluster or a snapshot of it'],
    ],
  ])('%s reports requirements for files', (id, manifests, absent, requires) => {
    const [verdict] = overFiles(id, manifests, absent);
    expect(verdict?.verdict).toBe('unknown');
    expect(textsOf(verdict)).toEqual(requires);
  });
});
