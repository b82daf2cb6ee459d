import type { AddonParts } from '../addons/types.ts';
import type { ClusterModel } from '../model/types.ts';
import type { Area, Evidence, ObjectRef, RiskReference, Severity } from '../result/types.ts';
import type { CollectorId } from '../snapshot/types.ts';

/** Everything a check can ask for. It gets only what it names in `needs` and `uses`. */
export type CheckParts = Omit<ClusterModel, 'outcome'> & AddonParts;
export type PartName = keyof CheckParts;

/**
 * Which collectors show a part. One of them must have delivered before the part means anything; a pass needs all of them
 * complete: a Deployment in a manifest proves a fault without its pods, but pods without their controllers hide what is
 * scaled to zero or runs at night. Parts with an empty list carry their own unknowns (`Known<T>`, `FlagAnswer`), because
 * several witnesses can stand in for one another.
 */
export const PART_SOURCES: { readonly [P in PartName]: readonly CollectorId[] } = {
  cluster: [],
  controlPlane: [],
  nodes: ['nodes'],
  namespaces: ['namespaces'],
  pods: ['pods'],
  workloads: ['pods', 'workloads'],
  services: ['services'],
  exposure: ['services'],
  networkPolicies: ['networkpolicies'],
  storage: ['storage'],
  rbac: ['rbac'],
  extensions: [],
  webhooks: [],
  backends: [],
  budgets: [],
  kubelets: [],
  certificates: [],
  client: [],
  secrets: [],
  trust: [],
  records: [],
  addons: [],
  istio: [],
  envoy: [],
};

export type Finding =
  | {
      verdict: 'fail';
      at?: ObjectRef;
      /** Tells two fails of one check on one object apart; part of the fingerprint, so never a count or a time. */
      detail?: string;
      message: string;
      evidence: readonly Evidence[];
      /** Of the rows of a framework that the check refers to, those that this is about; absent = all. */
      rows?: readonly string[];
      /** Rows that the same evidence answers, and that are in order. */
      cleared?: readonly string[];
      /** When the context makes it worse or better than the check's own severity. */
      severity?: Severity;
      /**
       * Collectors whose lists must be complete for this fail, because it says that something is not there. For an object of
       * the namespace asked for (`-n`), the list of that namespace is enough.
       */
      restsOn?: readonly CollectorId[];
      /** The same for what may be anywhere in the cluster: one of these lists must be complete, `-n` or not. */
      restsOnOneOf?: readonly CollectorId[];
    }
  | {
      verdict: 'pass';
      at?: ObjectRef;
      message: string;
      evidence: readonly Evidence[];
      rows?: readonly string[];
    }
  | {
      verdict: 'unknown';
      at?: ObjectRef;
      message: string;
      settle: readonly string[];
      evidence?: readonly Evidence[];
      /** It says that something is not there: where these lists are incomplete, completing them comes before `settle`. */
      restsOn?: readonly CollectorId[];
    }
  | { verdict: 'not-applicable'; at?: ObjectRef; message: string; evidence?: readonly Evidence[] }
  /** Of this object alone no verdict could be reached; checks of our own throw instead. */
  | { verdict: 'error'; at?: ObjectRef; message: string };

type KindsOf = Readonly<Partial<Record<CollectorId, readonly string[]>>>;

export interface CheckDefinition {
  /** `<area>/<noun phrase that names the fault>`, equal to the file's path. Never reused. */
  id: string;
  title: string;
  area: Area;
  severity: Severity;
  /** Why it matters, for a risk analyst: two or three sentences. */
  why: string;
  /** What to do, one or two sentences; the page has the command or manifest. */
  fix: string;
  references: readonly RiskReference[];
  /** Rows of src/data/peer-checks.ts that it answers. */
  peerChecks: readonly number[];
  needs: readonly PartName[];
  uses: readonly PartName[];
  /** Collectors that must have delivered beside those of the parts in `needs`. */
  collectors?: readonly CollectorId[];
  /** Collectors without which a fail still stands, but a pass does not. */
  passNeeds?: readonly CollectorId[];
  /** Of collectors that bring several kinds, those that it is about (`PersistentVolume`, `apps/Deployment`); absent = all of them. */
  kinds?: KindsOf;
  /** On a managed control plane the fix is the provider's job, but for what src/data/customer-duties.ts says. */
  providerManaged: boolean;
  run: (parts: CheckParts) => Iterable<Finding>;
}

interface CheckInput<Needs extends PartName, Uses extends PartName> {
  id: `${Area}/${string}`;
  title: string;
  severity: Severity;
  why: string;
  fix: string;
  references: readonly RiskReference[];
  /** Rows of src/data/peer-checks.ts that it answers, for docs/coverage.md. */
  peerChecks?: readonly number[];
  /** Parts that must have been collected; without them the runner answers `unknown`. */
  needs: readonly Needs[];
  /** Parts that help; the check itself deals with what they lack. */
  uses?: readonly Uses[];
  /** Collectors that must have delivered too, for parts that several collectors fill (`extensions`). */
  collectors?: readonly CollectorId[];
  /** Where these were not all seen, a pass becomes unknown and a fail stays. An API that is not served hides nothing. */
  passNeeds?: readonly CollectorId[];
  /** Of collectors that bring several kinds, those that the check is about; whole lists of them are enough. */
  kinds?: KindsOf;
  providerManaged?: boolean;
  /** Pure and synchronous: no clock, no I/O. Yields at least one finding. */
  run: (parts: Pick<CheckParts, Needs | Uses>) => Iterable<Finding>;
}

/**
 * Declares one check. Reading a part that is in neither `needs` nor `uses` does not compile.
 * The area is the part of the id before the slash.
 */
export function defineCheck<const Needs extends PartName, const Uses extends PartName = never>(
  input: CheckInput<Needs, Uses>,
): CheckDefinition {
  return {
    ...input,
    area: input.id.slice(0, input.id.indexOf('/')) as Area,
    peerChecks: input.peerChecks ?? [],
    uses: input.uses ?? [],
    providerManaged: input.providerManaged ?? false,
  };
}
