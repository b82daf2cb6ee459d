import type { Attempt } from './attempt.ts';
import { pod } from './dashboard-objects.ts';

/** Builds of ingress-nginx with the name of a vendor, on a cluster of kubeadm. */
const rows = [
  ['registry.example.com/rancher/nginx-ingress-controller:v1.14.5-hardened1', 'high'],
  ['evil.example/mcr.microsoft.com/oss/kubernetes/ingress/nginx-ingress-controller:v1.13', 'high'],
  ['us.icr.io/shop/nginx-ingress-controller:1', 'high'],
  ['registry.suse.com.example/x/nginx-ingress-controller:1', 'high'],
  ['rancher/nginx-ingress-controller:v1.14.5-hardened1', 'medium'],
  ['docker.io/rancher/nginx-ingress-controller:v1.14.5-hardened1', 'medium'],
  ['mcr.microsoft.com/oss/kubernetes/ingress/nginx-ingress-controller:v1.13', 'medium'],
  ['registry.suse.com/x/nginx-ingress-controller:1', 'medium'],
] as const;

export default rows.map(([image, severity]): Attempt => ({
  name: `vendor-builds/${image}`,
  player: 'tenant',
  why: "The name of a vendor in a path is evidence only in the vendor's own registry, or in a mirror on the vendor's distribution.",
  objects: pod({ image }),
  expect: [{ check: 'addons/ingress-nginx-retired', verdict: 'fail', severity }],
}));
