import { requirement, UNREADABLE } from '../selector.ts';

/** Matches no pod, independent of its labels: `global()` means host endpoints and network sets. */
const NO_POD = 'no pod';

/** Calico's own labels of pods and namespaces. */
const OWN_LABELS: ReadonlyMap<string, string> = new Map([
  ['projectcalico.org/namespace', '@namespace'],
  ['projectcalico.org/serviceaccount', '@serviceaccount'],
  ['projectcalico.org/orchestrator', '@orchestrator'],
  ['projectcalico.org/name', 'kubernetes.io/metadata.name'],
]);

const LABEL = String.raw`([\w./-]+)`;
const QUOTED = String.raw`(?:'([^']*)'|"([^"]*)")`;
const COMPARISON = new RegExp(`^${LABEL}\\s*(==|!=)\\s*${QUOTED}$`);
const MEMBERSHIP = new RegExp(`^${LABEL}\\s+(not\\s+in|in)\\s*\\{([^{}]*)\\}$`);
const PRESENCE = new RegExp(`^(!?)\\s*has\\(\\s*${LABEL}\\s*\\)$`);
const LITERALS = new RegExp(QUOTED, 'g');

/**
 * A selector expression of Calico as requirements, all of which must match; undefined when it selects no pod at all. Supported are terms
 * joined by `&&`: `all()`, `==`, `!=`, `in {}`, `not in {}`, `has()`, `!has()`. Whether any other matches is unknown.
 */
export function calicoSelector(text: string): string[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const terms = termsOf(trimmed).map(termOf);
  return terms.includes(NO_POD) ? undefined : terms.filter((term) => term !== '');
}

/** The terms that `&&` joins; the whole text when it contains `||`, or parentheses around more than one term. */
function termsOf(text: string): string[] {
  const bare = text.replace(LITERALS, (literal) => '_'.repeat(literal.length));
  if (bare.includes('||')) return [text];
  const terms: string[] = [];
  let from = 0;
  for (let at = bare.indexOf('&&'); at >= 0; at = bare.indexOf('&&', from)) {
    terms.push(text.slice(from, at).trim());
    from = at + 2;
  }
  return [...terms, text.slice(from).trim()];
}

/** Labels of a pod's ServiceAccount, which are not evaluated. */
const OF_ACCOUNT = /(?:^|[\s(!])pcsa\./;

function termOf(term: string): string {
  if (OF_ACCOUNT.test(term)) return UNREADABLE;
  const inner = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(term)?.[1];
  if (inner !== undefined && !inner.includes('&&')) return termOf(inner.trim());
  if (/^all\(\s*\)$/.test(term)) return '';
  if (/^global\(\s*\)$/.test(term)) return NO_POD;
  const [, not, label = ''] = PRESENCE.exec(term) ?? [];
  if (not !== undefined) return requirement(nameOf(label), not === '!' ? 'DoesNotExist' : 'Exists');
  const [, key, sign, single, double] = COMPARISON.exec(term) ?? [];
  if (key !== undefined)
    return requirement(nameOf(key), sign === '==' ? 'In' : 'NotIn', [single ?? double ?? '']);
  const [, name, membership = '', list = ''] = MEMBERSHIP.exec(term) ?? [];
  if (name === undefined) return UNREADABLE;
  const values = [...list.matchAll(LITERALS)].map(([, one, other]) => one ?? other ?? '');
  // No value is in an empty list.
  if (values.length === 0) return membership === 'in' ? NO_POD : '';
  return requirement(nameOf(name), membership === 'in' ? 'In' : 'NotIn', values);
}

/** A namespace's own labels are also labels of its pods, with a prefix. */
function nameOf(label: string): string {
  return OWN_LABELS.get(label) ?? label.replace(/^pcns\./, '@namespace/');
}
