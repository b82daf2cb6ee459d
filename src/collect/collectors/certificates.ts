import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('certificates');

export const certificates = defineCollector({
  id: 'certificates',
  why: 'Who got which certificate signed, what still waits for approval, and which authorities the cluster hands out.',
  notRead: 'The requests themselves; of certificates only their facts.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
