/** `.archmap.yaml`: risks that somebody accepted, with a reason, an owner and an end. */
export interface WaiverFile {
  apiVersion: 'archmap.io/v1';
  kind: 'Waivers';
  waivers: readonly Waiver[];
}

export interface Waiver {
  /** Check, area or glob over checks. */
  check: string;
  /** Objects that it covers; absent = all, the cluster as a whole too. */
  objects?: readonly ObjectSelector[];
  /** Only this one, by its fingerprint. */
  fingerprint?: string;
  reason: string;
  owner: string;
  /** Last day on which it counts. */
  expires: string;
}

/** All that is given has to fit; `*` stands for any characters. */
export interface ObjectSelector {
  kind?: string;
  namespace?: string;
  name?: string;
  labels?: Readonly<Record<string, string>>;
}
