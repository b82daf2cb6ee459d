import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../../../src/addons/parts.ts';
import { buildModel } from '../../../../src/model/build.ts';
import { exampleSnapshot } from '../../../support/example.ts';
import { ISTIO_KINDS, withoutIstioKinds } from '../../../support/without-istio-kinds.ts';

const MESH = exampleSnapshot(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod, istio.io/rev: default } }
    spec: { containers: [{ name: discovery, image: 'registry.istio.io/release/pilot:1.31.0' }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data: { mesh: 'rootNamespace: istio-system' }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web }, annotations: { sidecar.istio.io/status: '{}' } }
spec: { containers: [{ name: app, image: 'x/y:1' }, { name: istio-proxy, image: 'registry.istio.io/release/proxyv2:1.31.0' }] }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: default, namespace: shop }
spec: {}
`);

function knownWithout(...kinds: readonly string[]) {
  const { mesh, istio } = addonParts.over(buildModel(withoutIstioKinds(MESH, ...kinds)));
  const [member] = mesh.members;
  return {
    PeerAuthentication: [
      mesh.peerAuthentications.known,
      member?.mtls.known,
      istio.meshMtls.known,
      istio.namespaces[0]?.mtls.known,
    ],
    AuthorizationPolicy: [mesh.authorizationPolicies.known, member?.authorization.known],
    RequestAuthentication: [mesh.requestAuthentications.known, member?.authentication.known],
    DestinationRule: [mesh.clients.known],
  };
}

const OWN = [
  'PeerAuthentication',
  'AuthorizationPolicy',
  'RequestAuthentication',
  'DestinationRule',
] as const;
/** Every combination of refused lists. */
const COMBINATIONS = Array.from({ length: 2 ** OWN.length }, (_, bits) =>
  OWN.filter((_kind, at) => Math.floor(bits / 2 ** at) % 2 === 1),
);

describe('effective configuration without the lists', () => {
  it.each(COMBINATIONS.map((kinds) => ({ name: kinds.join(', ') || 'none', kinds })))(
    '$name: what the other kinds decide is known',
    ({ kinds }) => {
      const found = knownWithout(...kinds);
      for (const kind of OWN)
        expect([kind, ...found[kind]]).toEqual([kind, ...found[kind].map(() => !kinds.includes(kind))]);
    },
  );

  it('of all other kinds is known', () => {
    const others = ISTIO_KINDS.map(({ kind }) => kind).filter((kind) => !OWN.some((own) => own === kind));
    expect(others.length).toBeGreaterThan(8);
    expect(Object.values(knownWithout(...others)).flat()).not.toContain(false);
  });

  it('names the permission for the refused list alone', () => {
    const { mesh } = addonParts.over(
      buildModel(withoutIstioKinds(MESH, 'AuthorizationPolicy', 'PeerAuthentication')),
    );
    expect(mesh.members[0]?.mtls).toMatchObject({
      known: false,
      requires: [{ kind: 'permission', rules: [{ resources: ['peerauthentications'] }] }],
    });
  });
});
