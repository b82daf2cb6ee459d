import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** Where a VirtualService sends requests: https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination. */
export const destination = object({
  host: text,
  port: optional(number),
  subset: optional(text),
  /** The rules that it is part of; a mirror receives copies of requests. */
  of: oneOf('http', 'tls', 'tcp', 'mirror'),
});

/** Rules of a VirtualService, without the values that they match. */
export const traffic = object({
  exportTo: optional(list(text)),
  destinations: list(destination),
  /** Every HTTP rule answers with a redirect, and there is no other rule. */
  redirects: optional(flag),
  /** The ports that HTTP rules which forward are limited to, by `match.port`; absent: every port. */
  httpPorts: optional(list(number)),
  /** Ports on which a rule without other conditions redirects, before any that forwards. */
  redirectedPorts: optional(list(number)),
  /** A rule matches a claim of a token: `@request.auth.claims...`. */
  claim: optional(text),
  /** Rules that no request reaches, or that have such a match: `http rule 2: all matches are in earlier rules`. */
  unused: optional(list(object({ rule: text, reason: text, whole: flag }))),
});

export type Traffic = Infer<typeof traffic>;
