import { catalogue } from '../checks/index.ts';
import { pages } from '../checks/pages.generated.ts';
import type { CheckInfo } from '../result/types.ts';
import { infoOf } from './check-info.ts';
import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import { topicNames } from './topics/index.ts';

export function listChecks(): CheckInfo[] {
  return catalogue.map(infoOf);
}

/** Facts and page of one check. Throws `usage` with the nearest names when there is none with this id. */
export function explainCheck(id: string): { info: CheckInfo; page: string } {
  const info = listChecks().find((check) => check.id === id);
  if (info) return { info, page: pages[id] ?? '' };
  const guesses = nearest(id, [...listChecks().map((check) => check.id), ...topicNames()]);
  throw new ArchmapError(
    'usage',
    `no check or topic "${id}"`,
    guesses.length > 0 ? `did you mean ${guesses.join(' or ')}?` : 'list all with: kubectl archmap explain',
  );
}
