import { flag, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** How the user authenticates: kinds only, never a credential. */
export type ClientRecord = Infer<typeof shape>;

const shape = object({
  /** `client certificate`, `token`, `exec aws`, `basic auth`, `service account`, `none` ..., as src/kube names them. */
  credential: text,
  /** The connection to the API server uses plain http. */
  plainHttp: flag,
  /** Certificates are not verified, by the kubeconfig or a flag. */
  insecureSkipTlsVerify: flag,
  /** The tool runs in a pod, with that pod's service account. */
  inCluster: flag,
  /** Present and true: requests run as another user than the authenticated one (--as). */
  impersonates: optional(flag),
  /** gitVersion of the kubectl that started the tool; absent without kubectl, or before 1.37, which does not report it. */
  kubectl: optional(text),
});

export default defineKind({
  record: 'client',
  order: 360,
  shape,
  collector: 'endpoint',
});
