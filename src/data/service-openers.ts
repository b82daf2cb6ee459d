/**
 * Annotations by which other programs expose a Service of any type, without another object in the cluster. As of 2026-11-30; source:
 * https://tailscale.com/kb/1439/kubernetes-operator-cluster-ingress, https://cloud.google.com/kubernetes-engine/docs/how-to/standalone-neg,
 * https://docs.netbird.io/manage/integrations/kubernetes, https://github.com/Twingate/kubernetes-operator, https://skupper.io/v1,
 * https://emissary-ingress.dev (Mappings in annotations; unverified for 4.x).
 */
export const asOf = '2026-11-30';

export const serviceOpeners: readonly { key: string; opens: RegExp; by: string }[] = [
  { key: 'tailscale.com/expose', opens: /^true$/, by: 'Tailscale' },
  // GKE writes `{"ingress":true}` there by itself, which exposes nothing.
  { key: 'cloud.google.com/neg', opens: /exposed_ports/, by: 'network endpoint group' },
  { key: 'netbird.io/expose', opens: /^true$/, by: 'NetBird' },
  { key: 'resource.twingate.com', opens: /^true$/, by: 'Twingate' },
  // Its first version; the second has Connectors.
  { key: 'skupper.io/proxy', opens: /^(?:tcp|http|http2|tls)$/, by: 'Skupper' },
  { key: 'getambassador.io/config', opens: /./s, by: 'Emissary' },
];
