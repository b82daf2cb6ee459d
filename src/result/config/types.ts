/** A document of kind `Config` in `.archmap.yaml`: defaults, and which risks count. It accepts no risk: that is what waivers are for. */
import type { Severity } from '../severity.ts';

export interface ConfigFile {
  apiVersion: 'archmap.io/v1';
  kind: 'Config';
  failOn?: Severity | 'none';
  requireComplete?: boolean;
  only?: readonly CheckRule[];
  skip?: readonly CheckRule[];
  severities?: readonly SeverityRule[];
  systemNamespaces?: readonly NamespaceRule[];
}

export interface CheckRule {
  /** Check, area or glob over checks. */
  check: string;
  reason: string;
}

export interface SeverityRule extends CheckRule {
  severity: Severity;
}

export interface NamespaceRule {
  /** Name of a namespace; `*` matches any characters. */
  name: string;
  reason: string;
}

/** A rule with its location, `.archmap.yaml:3`. */
export type Placed<T> = T & { place: string };

/** Rules about checks and namespaces that apply to an evaluation. */
export interface ConfigRules {
  only?: readonly Placed<CheckRule>[];
  skip?: readonly Placed<CheckRule>[];
  severities?: readonly Placed<SeverityRule>[];
  systemNamespaces?: readonly Placed<NamespaceRule>[];
}

/** A value of a setting and its origin: a flag, a variable, a line of a file, or `default`. */
export interface Setting<T> {
  value: T;
  origin: string;
}

/** Every setting of a run, as `--show-config` prints it. */
export interface Settings {
  failOn: Setting<Severity | 'none'>;
  requireComplete: Setting<boolean>;
  only: Setting<readonly Placed<CheckRule>[]>;
  skip: Setting<readonly Placed<CheckRule>[]>;
  severities: Setting<readonly Placed<SeverityRule>[]>;
  systemNamespaces: Setting<readonly Placed<NamespaceRule>[]>;
}
