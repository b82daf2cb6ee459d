/** One request as received by the API server: the client, and how it connected. */
export interface Seen {
  server: string;
  path: string;
  /** Server name of the TLS handshake. */
  sni?: string;
  /** Common name of the client certificate. */
  clientCertificate?: string;
  authorization?: string;
  /** Impersonation headers, lower case; values in the order of arrival. */
  impersonate?: Record<string, string[]>;
  acceptEncoding?: string;
  /** Proxy that forwarded it, the target of the proxy request, and its proxy credentials. */
  via?: { proxy: string; target: string; authorization?: string };
}

/** One run of an exec plugin. */
export interface PluginRun {
  execInfo: unknown;
  args: string[];
  color?: string;
  stdin?: string;
}

export type Outcome =
  | { ok: true; seen: Seen[]; plugin?: PluginRun[] }
  | { ok: false; seen: Seen[]; stderr: string; plugin?: PluginRun[] };
