/**
 * Annotations by which other programs open a Service of whatever type, from where nothing in the cluster shows. As of 2026-11-30; source:
 * https://tailscale.com/kb/1439/kubernetes-operator-cluster-ingress, https://cloud.google.com/kubernetes-engine/docs/how-to/standalone-neg,
 * https://emissary-ingress.dev (Mappings in annotations; unverified for 4.x).
 */
export const asOf = '2026-11-30';

export const serviceOpeners: readonly { key: string; opens: RegExp; by: string }[] = [
  { key: 'tailscale.com/expose', opens: /^true$/, by: 'Tailscale' },
  // GKE writes `{"ingress":true}` there by itself, which opens nothing.
  { key: 'cloud.google.com/neg', opens: /exposed_ports/, by: 'network endpoint group' },
  { key: 'getambassador.io/config', opens: /./s, by: 'Emissary' },
];
