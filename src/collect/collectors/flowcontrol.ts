import { defineCollector } from '../define.ts';
import { customKinds, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = customKinds('flowcontrol');

export const flowcontrol = defineCollector({
  id: 'flowcontrol',
  why: 'Whose requests the API server lets through before all others, and without any limit.',
  notRead: 'Which requests a schema is about.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
