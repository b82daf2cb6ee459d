import type { Cluster, Context, User } from '@kubernetes/client-node';

/** A cluster of a kubeconfig: client-node's form, and the fields that client-node omits. Paths are absolute. */
export interface ClusterEntry extends Partial<Omit<Cluster, 'name'>> {
  disableCompression?: boolean;
  /** The extension that is passed to exec plugins with `provideClusterInfo`. */
  execConfig?: unknown;
}

export interface ExecSettings {
  command: string;
  args: readonly string[];
  env: readonly { name: string; value: string }[];
  apiVersion: string;
  interactiveMode: string;
  installHint?: string;
  provideClusterInfo: boolean;
}

export interface AuthProviderSettings {
  name: string;
  config: Readonly<Record<string, string>>;
}

/** A user of a kubeconfig: client-node's form with typed plugins, and the fields that client-node omits. */
export interface UserEntry extends Partial<Omit<User, 'name' | 'exec' | 'authProvider'>> {
  tokenFile?: string;
  impersonateUid?: string;
  impersonateGroups?: readonly string[];
  impersonateExtra?: Readonly<Record<string, readonly string[]>>;
  exec?: ExecSettings;
  authProvider?: AuthProviderSettings;
  /** The file that contains this user, for new OIDC tokens. */
  origin?: string;
}

export type ContextEntry = Partial<Omit<Context, 'name'>>;

/** One kubeconfig file, or several merged. */
export interface Kubeconfig {
  clusters: Map<string, ClusterEntry>;
  users: Map<string, UserEntry>;
  contexts: Map<string, ContextEntry>;
  currentContext: string;
}
