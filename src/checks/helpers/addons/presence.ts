import { isRunning } from '../../../addons/origin.ts';
import type { KindObjects } from '../../../addons/types.ts';
import type { UnknownReason } from '../../../shared/evidence.ts';
import { groupBy } from '../../../shared/group.ts';
import { see } from '../../../shared/requirement.ts';
import { plural } from '../../../shared/text.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { Finding } from '../../define.ts';
import { few, observed, workloadRef } from '../objects.ts';
import { nameOf } from './custom.ts';
import type { Installed } from './installed.ts';
import { distrust } from './installed.ts';

/** Whether an add-on has at least one object that does its task. */
export interface PresenceQuestion {
  lists: readonly KindObjects[];
  /** `Schedule`. */
  noun: string;
  /** The object does the task; a reason where that is not known. */
  good: (record: CustomRecord) => boolean | UnknownReason;
  /** The message of a fail, by how many others there are. */
  absent: (others: number) => string;
  /** What the good ones are, for the pass. */
  present: string;
}

/**
 * A pass claims that the add-on does something for the cluster: an administrator must have installed it, and objects with a namespace count
 * only in its own. A tenant can install a look-alike with objects: while no installation is known to be an administrator's, each namespace is
 * an installation of its own.
 */
export function* evaluatePresence(found: Installed, question: PresenceQuestion): Iterable<Finding> {
  const { trusted, workloads } = found;
  const own = groupBy(trusted.length > 0 ? trusted : workloads, ({ namespace }) => namespace);
  // Cluster-scoped objects are those of every installation.
  if (trusted.length > 0) yield evaluate(found, new Set(own.keys()), question);
  else
    for (const [namespace, members] of own)
      yield evaluate({ ...found, workloads: members }, new Set([namespace]), question);
}

function evaluate(found: Installed, places: ReadonlySet<string>, question: PresenceQuestion): Finding {
  const { lists, noun, good, absent, present } = question;
  const isIn = (namespaces: ReadonlySet<string>, { namespace }: CustomRecord) =>
    namespace === undefined || namespaces.has(namespace);
  const all = lists.flatMap((list) => list.all).filter((record) => isIn(places, record));
  const evaluated = all.map((record) => ({ record, is: good(record) }));
  const fit = evaluated.flatMap(({ record, is }) => (is === true ? [record] : []));
  const open = evaluated.flatMap(({ is }) => (typeof is === 'object' ? [is] : []));
  const gap = lists.find((list) => list.gap !== undefined)?.gap;
  const [first] = found.trusted.length > 0 ? found.trusted : found.workloads;
  const at = first && workloadRef(first);
  if (fit.length === 0) {
    const why = gap ?? open[0];
    const evidence = few(all, (record) => observed(nameOf(record), `not ${present}`));
    return why
      ? { verdict: 'unknown', ...(at && { at }), message: why.reason, requires: why.requires, evidence }
      : {
          verdict: 'fail',
          ...(at && { at }),
          message: absent(all.length),
          evidence: evidence.length > 0 ? evidence : [observed(noun, 'none exists')],
        };
  }
  const own = new Set(found.trusted.filter(isRunning).map(({ namespace }) => namespace));
  const counted = fit.filter((record) => isIn(own, record));
  const why = distrust(found) ?? (counted.length === 0 ? NOT_RUNNING : undefined);
  return why
    ? {
        verdict: 'unknown',
        ...(at && { at }),
        message: `${plural(fit.length, noun)} ${present}, but ${why.reason}`,
        requires: why.requires,
        evidence: few(fit, (record) => observed(nameOf(record), present)),
      }
    : {
        verdict: 'pass',
        ...(at && { at }),
        message: `${plural(counted.length, noun)} ${present}`,
        evidence: few(counted, (record) => observed(nameOf(record), present)),
      };
}

/** Of several installations by an administrator, the one with the objects does not run. */
const NOT_RUNNING: UnknownReason = {
  reason: 'no Pod of the add-on is ready in their namespace',
  requires: [see('check which installation of the add-on is in use')],
};
