import { globMatches } from '../shared/glob.ts';
import type { Area } from './types.ts';

/** `etcd`, `etcd/secrets-unencrypted` and `etcd/*` all match that check. */
export function meansCheck({ id, area }: { id: string; area: Area }, word: string): boolean {
  return word === id || word === area || globMatches(word, id);
}
