import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('storage');

export const storage = defineCollector({
  id: 'storage',
  why: 'Where data lives, how it is reclaimed and whether its volumes are encrypted.',
  notRead: 'Parameters of storage classes but a few that name type and encryption.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
