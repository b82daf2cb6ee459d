import { ciliumLeavesOut } from '../../data/network-policy.ts';
import type { CiliumIdentities } from '../../model/types.ts';

/**
 * Labels of pods that are not part of identities, by the setting `labels` of each agent: prefixes as regular expressions, with
 * their source as a prefix and `!` for those to exclude. With at least one included prefix, all other labels are excluded
 * (cilium/cilium pkg/labelsfilter/filter.go).
 */
export function identitiesOf(settings: readonly string[]): CiliumIdentities {
  const filters = settings.map(filterOf);
  return { leftOut: (label) => ciliumLeavesOut.test(label) || filters.some((leavesOut) => leavesOut(label)) };
}

/** Labels of applications that are included by default. */
const COMMON = /^app\.kubernetes\.io/;

function filterOf(text: string): (label: string) => boolean {
  const prefixes = text.split(/\s+/).flatMap((word) => {
    const [, source = '', mark, prefix = ''] = /^(?:(\w+):)?(!?)(.+)$/.exec(word) ?? [];
    return prefix !== '' && ['', 'k8s', 'any'].includes(source)
      ? [{ ignores: mark === '!', pattern: patternOf(prefix) }]
      : [];
  });
  const takesIn = prefixes.filter(({ ignores }) => !ignores);
  const leavesOut = prefixes.filter(({ ignores }) => ignores);
  return (label) => {
    const lower = label.toLowerCase();
    return (
      // An unreadable expression may match any label.
      leavesOut.some(({ pattern }) => pattern?.test(lower) ?? true) ||
      (takesIn.length > 0 &&
        !COMMON.test(lower) &&
        !takesIn.some(({ pattern }) => pattern?.test(lower) ?? false))
    );
  };
}

/** Settings are compared in lower case. */
function patternOf(prefix: string): RegExp | undefined {
  return prefix.length <= 200 && /^(?:[\w/-]|\\[.-]|\.\*?)+$/.test(prefix)
    ? new RegExp(`^${prefix}`)
    : undefined;
}
