/** kubectl's connection flags, as typed by the user (absent = not given). Names follow kubectl. */
export interface ConnectionFlags {
  kubeconfig?: string;
  context?: string;
  cluster?: string;
  user?: string;
  namespace?: string;
  server?: string;
  token?: string;
  username?: string;
  password?: string;
  clientCertificate?: string;
  clientKey?: string;
  certificateAuthority?: string;
  insecureSkipTlsVerify?: boolean;
  tlsServerName?: string;
  proxyUrl?: string;
  as?: string;
  asUid?: string;
  asGroup?: string[];
  asUserExtra?: string[];
  /** kubectl's syntax: `0`, `30`, `30s`, `2m`, `1h`. */
  requestTimeout?: string;
  disableCompression?: boolean;
}
