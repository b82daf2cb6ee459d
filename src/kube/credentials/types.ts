/** What one request carries to say who asks. Never logged, never part of an error. */
export interface Identity {
  /** Value of the Authorization header. */
  authorization?: string;
  /** Client certificate and key, PEM. */
  certificate?: { cert: string; key: string };
}

/** A way to authenticate. */
export interface Credential {
  /** For people, without anything secret: `token`, `exec aws`. */
  readonly label: string;
  /** The identity to use now; asks plugins and providers when it has to. Throws `credentials`. */
  current(): Promise<Identity>;
  /** The server answered 401 to `rejected`: true when `current` now gives something else that is worth one more try. */
  renew(rejected: Identity): Promise<boolean>;
}

/** A credential that cannot change. */
export function fixed(label: string, identity: Identity): Credential {
  return { label, current: () => Promise.resolve(identity), renew: () => Promise.resolve(false) };
}
