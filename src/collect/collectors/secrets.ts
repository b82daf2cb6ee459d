import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('secrets', { '/Secret': { metadataOnly: true } });

export const secrets = defineCollector({
  id: 'secrets',
  why: 'That Secrets exist, which makes the encryption metrics conclusive.',
  notRead: 'Values, and even the names of keys: the API server is asked for metadata only.',
  reads: rulesOf(KINDS),
  async run(context) {
    const { missing: _, ...result } = await listKinds(context, KINDS);
    // The right to list Secrets is the right to read them, so nobody is asked to grant it to us.
    return result.status === 'forbidden'
      ? { status: 'forbidden', reason: 'not allowed to list secrets, which is as it should be' }
      : result;
  },
});
