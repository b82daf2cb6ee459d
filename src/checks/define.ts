import type { Area, CheckInfo, Evidence, ObjectRef, Severity } from '../result/types.ts';
import type { CollectorId } from '../snapshot/types.ts';
import type { CheckParts, PartName } from './parts.ts';
import type { ReferenceName } from './references.ts';
import { referenceOf } from './references.ts';
import type { Requirement } from '../shared/requirement.ts';

export type { CheckParts, PartName } from './parts.ts';

export type Finding =
  | {
      verdict: 'fail';
      at?: ObjectRef;
      /** Tells two fails of one check on one object apart; part of the fingerprint, so never a count or a time. */
      detail?: string;
      /** Who has what, of a risk of several subjects: for a baseline, one that was not among them before is new. */
      members?: readonly string[];
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
      requires: readonly Requirement[];
      evidence?: readonly Evidence[];
      /** It says that something is not there: where these lists are incomplete, completing them comes before `requires`. */
      restsOn?: readonly CollectorId[];
    }
  | { verdict: 'not-applicable'; at?: ObjectRef; message: string; evidence?: readonly Evidence[] }
  /** Of this object alone no verdict could be reached; checks of our own throw instead. */
  | { verdict: 'error'; at?: ObjectRef; message: string };

type KindsOf = Readonly<Partial<Record<CollectorId, readonly string[]>>>;

/** A check: what it says about itself (the id equals the file's path and is never reused), and how it is evaluated. */
export interface CheckDefinition extends Omit<CheckInfo, 'dataAvailability'> {
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

/** What every check says about itself, whichever family it is of. */
export interface CheckFacts {
  /** `<area>/<noun phrase that names the fault>`, equal to the file's path. */
  id: `${Area}/${string}`;
  /** The risk, printed where the check failed: component and state, 3 to 9 words. */
  title: string;
  /** The neutral name, printed everywhere else: `Audit logging`. */
  control: string;
  severity: Severity;
  /** Why it matters, for a risk analyst: two or three sentences. */
  why: string;
  /** What to do, one or two sentences. */
  remediation: string;
  /** Short names of src/checks/references.ts. */
  references: readonly ReferenceName[];
  /** Rows of src/data/peer-checks.ts that it answers, for docs/coverage.md. */
  peerChecks?: readonly number[];
}

interface CheckInput<Needs extends PartName, Uses extends PartName> extends CheckFacts {
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
    references: input.references.map(referenceOf),
    peerChecks: input.peerChecks ?? [],
    uses: input.uses ?? [],
    providerManaged: input.providerManaged ?? false,
  };
}
