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
      /** Distinguishes two fails of one check on one object; part of the fingerprint, so never a count or a time. */
      detail?: string;
      /** The subjects and their permissions, for a risk of several subjects: for a baseline, a new member is a new risk. */
      members?: readonly string[];
      message: string;
      evidence: readonly Evidence[];
      /** The framework rows, of those that the check references, that this finding is about; absent = all. */
      rows?: readonly string[];
      /** Rows that the same evidence covers, and that pass. */
      cleared?: readonly string[];
      /** When the context raises or lowers the check's own severity. */
      severity?: Severity;
      /**
       * Collectors whose lists must be complete for this fail, because it claims that something is absent. For an object of the
       * requested namespace (`-n`), the list of that namespace is enough.
       */
      restsOn?: readonly CollectorId[];
      /** The same for objects in any namespace: one of these lists must be complete, with or without `-n`. */
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
      /** It claims that something is absent: where these lists are incomplete, completing them comes before `requires`. */
      restsOn?: readonly CollectorId[];
      /** Set by the runner: the check found no risk, and lists that can contain one are incomplete. */
      noRiskInData?: true;
    }
  | { verdict: 'not-applicable'; at?: ObjectRef; message: string; evidence?: readonly Evidence[] }
  /** The evaluation failed for this object alone; built-in checks throw instead. */
  | { verdict: 'error'; at?: ObjectRef; message: string };

type KindsOf = Readonly<Partial<Record<CollectorId, readonly string[]>>>;

/** A check: its metadata (the id equals the file's path and is never reused), and its evaluation. */
export interface CheckDefinition extends Omit<CheckInfo, 'dataAvailability'> {
  /** Rows of src/data/peer-checks.ts that it covers. */
  peerChecks: readonly number[];
  needs: readonly PartName[];
  uses: readonly PartName[];
  /** Required collectors in addition to those of the parts in `needs`. */
  collectors?: readonly CollectorId[];
  /** Collectors that a pass requires, but a fail does not. */
  passNeeds?: readonly CollectorId[];
  /** For collectors of several kinds, the kinds that the check is about (`PersistentVolume`, `apps/Deployment`); absent = all of them. */
  kinds?: KindsOf;
  /** On a managed control plane the fix is the provider's responsibility, except as listed in src/data/customer-duties.ts. */
  providerManaged: boolean;
  run: (parts: CheckParts) => Iterable<Finding>;
}

/** The metadata of every check, in any family. */
export interface CheckFacts {
  /** `<area>/<noun phrase that names the fault>`, equal to the file's path. */
  id: `${Area}/${string}`;
  /** The risk, printed where the check failed: component and state, 3 to 9 words. */
  title: string;
  /** The neutral name, printed in all other cases: `Audit logging`. */
  control: string;
  severity: Severity;
  /** The impact, for a risk analyst: two or three sentences. */
  why: string;
  /** What to do, one or two sentences. */
  remediation: string;
  /** Short names of src/checks/references.ts. */
  references: readonly ReferenceName[];
  /** Rows of src/data/peer-checks.ts that it covers, for docs/coverage.md. */
  peerChecks?: readonly number[];
}

interface CheckInput<Needs extends PartName, Uses extends PartName> extends CheckFacts {
  /** Parts that must have been collected; without them the verdict is `unknown`. */
  needs: readonly Needs[];
  /** Optional parts; the check itself handles what they lack. */
  uses?: readonly Uses[];
  /** Further required collectors, for parts that several collectors fill (`extensions`). */
  collectors?: readonly CollectorId[];
  /** Where these are incomplete, a pass becomes unknown and a fail stays. An API that is not served counts as complete. */
  passNeeds?: readonly CollectorId[];
  /** For collectors of several kinds, the kinds that the check is about; complete lists of these are enough. */
  kinds?: KindsOf;
  providerManaged?: boolean;
  /** Pure and synchronous: no clock, no I/O. Yields at least one finding. */
  run: (parts: Pick<CheckParts, Needs | Uses>) => Iterable<Finding>;
}

/**
 * Declares one check. Reading a part that is in neither `needs` nor `uses` does not compile. The area is the part of the id before
 * the slash.
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
