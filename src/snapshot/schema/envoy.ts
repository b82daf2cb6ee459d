import { flag, list, number, object, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** The kept facts of an Envoy bootstrap found in a ConfigMap or in arguments, never its text. */
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
  /** Those of them that forward to more of the admin interface than statistics and readiness. */
  adminBehind: optional(
    list(
      object({
        address: text,
        port: optional(number),
      }),
    ),
  ),
  /** Why others may forward to it, too. */
  adminUncollected: optional(text),
  hasOverloadManager: flag,
});
