/** `.archmap.yaml`: accepted risks, with a reason, an owner and an end. */
export interface WaiverFile {
  apiVersion: 'archmap.io/v1';
  kind: 'Waivers';
  waivers: readonly Waiver[];
}

export interface Waiver {
  /** Check, area or glob over checks. */
  check: string;
  /** Objects that it covers; absent = all, and the cluster as a whole. */
  objects?: readonly ObjectSelector[];
  /** Only the risk with this fingerprint. */
  fingerprint?: string;
  reason: string;
  owner: string;
  /** Last day on which it applies. */
  expires: string;
}

/** All given fields have to match; `*` matches any characters. */
export interface ObjectSelector {
  kind?: string;
  namespace?: string;
  name?: string;
  labels?: Readonly<Record<string, string>>;
}
