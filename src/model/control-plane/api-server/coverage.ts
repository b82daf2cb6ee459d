import { unknown } from '../../../shared/evidence.ts';
import { COUNT_AND_SHOW, SHOW_FLAGS } from '../../requirements.ts';
import type { FlagAnswer } from '../../types.ts';
import type { LiveServers } from './server-inventory.ts';
import type { Requirement } from '../../../shared/requirement.ts';

/** The data for a question: servers with visible flags, and those whose own metrics decide. */
export interface CoveredBy {
  flags?: FlagAnswer;
  metrics: readonly { instance: string }[];
}

/**
 * Live API servers with neither visible flags nor metrics of their own. Data of another server is no evidence about them. Servers
 * with unnamed metrics differ from each other, but each may be any of those with visible flags: they count only when there are as
 * many of them as there are servers.
 */
export function uncoveredServers(
  { names, countUnknown }: LiveServers,
  { flags, metrics }: CoveredBy,
): LiveServers {
  const shown = flags?.known ? flags.observations.filter(({ uncertainty }) => uncertainty === undefined) : [];
  const known = new Set([...shown, ...metrics].map(({ instance }) => instance));
  const nameless = new Set(metrics.map(({ instance }) => instance).filter((name) => !names.includes(name)));
  if (nameless.size >= names.length && !countUnknown) return { names: [], countUnknown };
  return { names: names.filter((name) => !known.has(name)), countUnknown };
}

/**
 * The result while some servers were not observed and the observed ones have no fault; undefined when all were observed. `others`
 * is the state of the observed ones.
 */
export function incompleteCoverage(
  servers: LiveServers,
  observed: CoveredBy,
  { others, requires = [] }: { others?: string; requires?: readonly Requirement[] } = {},
): ReturnType<typeof unknown> | undefined {
  const { names, countUnknown } = uncoveredServers(servers, observed);
  if (names.length === 0 && !countUnknown) return undefined;
  const reason = reasonFor(names, countUnknown);
  return unknown(
    others === undefined ? reason : `${reason}; ${others}`,
    ...requires,
    ...(countUnknown ? COUNT_AND_SHOW : SHOW_FLAGS),
  );
}

function reasonFor(names: readonly string[], uncounted: boolean): string {
  if (names.length === 0) return 'only one of an unknown number of API servers may have been observed';
  const listed = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}`;
  const some = `${names.length} of the API servers were not observed (${listed})`;
  return uncounted ? `${some}; whether there are more is unknown` : some;
}
