import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('flowcontrol');

export const flowcontrol = defineCollector({
  id: 'flowcontrol',
  why: 'Whose requests the API server lets through before all others, and without any limit.',
  notRead: 'Which requests a schema is about.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
