import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('secrets', { '/Secret': { metadataOnly: true } });

export const secrets = defineCollector({
  id: 'secrets',
  why: 'Existence of Secrets, which makes encryption metrics conclusive.',
  notRead: 'Values and names of keys: only metadata is requested.',
  reads: rulesOf(KINDS),
  async run(context) {
    const { missing: _, ...result } = await listKinds(context, KINDS);
    // The permission to list Secrets is the permission to read them, so the tool does not request it.
    return result.status === 'permission-denied'
      ? { status: 'permission-denied', reason: 'not allowed to list secrets (recommended)' }
      : result;
  },
});
