/** Authentication data of one request. Never logged, never part of an error. */
export interface Identity {
  /** Value of the Authorization header. */
  authorization?: string;
  /** Client certificate and key, PEM. */
  certificate?: { cert: string; key: string };
}

/** A way to authenticate. */
export interface Credential {
  /** For messages, without secrets: `token`, `exec aws`. */
  readonly label: string;
  /** The current identity; runs plugins and contacts providers if required. Throws `credentials`. */
  current(): Promise<Identity>;
  /** The server returned 401 for `rejected`: true when `current` now returns a different identity that is worth one more try. */
  renew(rejected: Identity): Promise<boolean>;
}

/** A credential that cannot change. */
export function fixed(label: string, identity: Identity): Credential {
  return { label, current: () => Promise.resolve(identity), renew: () => Promise.resolve(false) };
}
