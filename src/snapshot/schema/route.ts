import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';
import { traffic } from './traffic.ts';

/** HTTPRoute, TLSRoute, VirtualService, Route, IngressRoute ...: their parents and their backends. */
export type RouteRecord = Infer<typeof route>;

export const route = object({
  namespace: text,
  name: text,
  kind: text,
  /** API group where one kind has several; absent in snapshots of older tools. */
  group: optional(text),
  parents: list(text),
  hosts: list(text),
  backends: list(text),
  /** The route itself configures TLS; that of a Gateway is there. */
  hasTls: optional(flag),
  /** Gateway API: listeners that it attaches to, as `namespace/gateway/section`; `*` as the section is every listener. */
  sections: optional(list(text)),
  /** Gateway API: its parents, where it names a listener or a port of one of them. */
  refs: optional(list(object({ parent: text, section: optional(text), port: optional(number) }))),
  /** Gateway API: every rule redirects to https. */
  redirectsToHttps: optional(flag),
  /** Contour: with TLS, a route also answers without it (`permitInsecure`). */
  permitsPlain: optional(flag),
  /** Contour: backends with TLS (`protocol: tls` or `h2`) and no `validation`, and those with it. */
  unverifiedTls: optional(list(text)),
  verifiedTls: optional(list(text)),
  /** Contour: what weakens the virtual host. */
  weak: optional(
    list(
      oneOf(
        'skipClientCertValidation',
        'optionalClientCertificate',
        'authorization.failOpen',
        'corsPolicy',
        'remoteJWKS',
      ),
    ),
  ),
  /** By its status, every controller of its parents has rejected it. */
  refused: optional(flag),
  /** `namespace/name` of routes of its kind that it delegates to (delegates, included proxies). */
  includes: optional(list(text)),
  /** What stands before it, one entry a rule: `Kind namespace/name`, several with commas. */
  guards: optional(list(text)),
  /** Of a part that asks for a login: the host that is asked, or `itself`. */
  login: optional(text),
  /** Of a part that lets in some source addresses: which. */
  ranges: optional(list(text)),
  /** Of an HTTPRoute: every rule answers with a redirect. */
  redirects: optional(flag),
  /** Of the status: what a controller reports as not met, `Accepted: NotAllowedByListeners`. */
  unmet: optional(list(text)),
  /** Rules of a VirtualService. */
  traffic: optional(traffic),
});

/** Gloo has a kind of that name, too; older tools, which did not store the group, read Istio's alone. */
export function isIstioRoute({ kind, group }: Pick<RouteRecord, 'kind' | 'group'>): boolean {
  return kind === 'VirtualService' && (group === undefined || group === 'networking.istio.io');
}
