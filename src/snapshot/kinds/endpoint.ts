import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** The API server's address as seen from the host of the tool. */
export type EndpointRecord = Infer<typeof shape>;

const shape = object({
  server: text,
  host: text,
  addresses: list(text),
  viaProxy: flag,
  tls: optional(
    object({
      protocol: optional(text),
      subject: optional(text),
      issuer: optional(text),
      subjectAltNames: list(text),
      notAfter: optional(text),
      authorized: flag,
    }),
  ),
  insecureSkipTlsVerify: flag,
});

export default defineKind({
  record: 'endpoint',
  order: 350,
  shape,
  collector: 'endpoint',
});
