import { flag, list, number, object, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** What is kept of an Envoy bootstrap found in a ConfigMap or in arguments: facts, never the text. */
export type EnvoyBootstrapRecord = Infer<typeof envoyBootstrap>;

export const envoyBootstrap = object({
  namespace: text,
  /** `ConfigMap/name/key` or `Pod/name/container/args`. */
  source: text,
  admin: optional(
    object({
      address: text,
      port: optional(number),
      pipe: optional(flag),
    }),
  ),
  /** xDS clusters over the network without TLS. */
  plaintextXds: optional(list(text)),
  listeners: list(
    object({
      address: text,
      port: optional(number),
      tls: flag,
    }),
  ),
  /** Of them, those that pass on to the admin interface, more than its statistics and readiness. */
  adminBehind: optional(
    list(
      object({
        address: text,
        port: optional(number),
      }),
    ),
  ),
  /** Why others may pass on to it, too. */
  adminUncollected: optional(text),
  hasOverloadManager: flag,
});
