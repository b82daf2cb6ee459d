import { objectKey } from '../../result/object.ts';
import { severityRank } from '../../result/sort.ts';
import type { ObjectRef, Severity, Verdict } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { put } from '../../shared/group.ts';
import type { Card, Draft, RiskCounts } from './types.ts';

/** Open risks by severity, without accepted ones. */
export function countRisks(verdicts: readonly Verdict[]): RiskCounts {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { severity, waiver } of verdicts) {
    if (!waiver) counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}

/** The worst severity with a risk; undefined when there is none. */
export function worstOf(counts: RiskCounts): Severity | undefined {
  return SEVERITIES.find((severity) => (counts[severity] ?? 0) > 0);
}

/** Cards of each risk, for all lanes. */
export class Placing {
  private readonly cards = new Map<string, string[]>();
  private readonly onCard = new Map<string, Verdict[]>();

  /** A card has the risks of its objects. */
  add({ id, objects }: Draft): void {
    for (const object of objects) {
      put(this.cards, objectKey(object), id);
    }
  }

  /** Adds a risk to all cards of its object, of its namespace and to those specified; false = there is no such card. */
  place(verdict: Verdict, others: readonly string[] = []): boolean {
    const { object } = verdict;
    const cardsOf = (one: ObjectRef | undefined) => (one && this.cards.get(objectKey(one))) ?? [];
    // One card may represent several of them, and has the risk once.
    const ids = new Set([...cardsOf(object), ...cardsOf(object && namespaceOf(object)), ...others]);
    for (const id of ids) put(this.onCard, id, verdict);
    return ids.size > 0;
  }

  verdictsOf(id: string): readonly Verdict[] {
    return this.onCard.get(id) ?? [];
  }
}

function namespaceOf({ namespace }: ObjectRef): ObjectRef | undefined {
  return namespace === undefined ? undefined : { kind: 'Namespace', name: namespace };
}

/** The card of a draft with its risks. Its texts are sanitized for a terminal. */
export function cardOf(draft: Draft, lane: Card['lane'], verdicts: readonly Verdict[]): Card {
  const { objects: _objects, id, title, lines, ...shown } = draft;
  const risks = countRisks(verdicts);
  const worst = worstOf(risks);
  const texts = { id: printable(id), title: printable(title), lines: lines.map(printable) };
  return { ...shown, ...texts, lane, risks, ...(worst && { worst }), verdicts };
}

/** Risks of several cards; a risk on two of them counts once. */
export function risksOfAll(cards: readonly Card[]): { verdicts: readonly Verdict[]; risks: RiskCounts } {
  const verdicts = [...new Set(cards.flatMap((card) => card.verdicts))].sort(
    (a, b) => severityRank(a.severity) - severityRank(b.severity),
  );
  return { verdicts, risks: countRisks(verdicts) };
}
