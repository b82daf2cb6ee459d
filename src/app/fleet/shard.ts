/** The share of one of several runs, such as the Pods of an Indexed Job. */
import { ArchmapError } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';

export interface Shard {
  /** Starts at 0. */
  index: number;
  count: number;
}

/** Set in every Pod of an Indexed Job (https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode). */
const JOB_INDEX = 'JOB_COMPLETION_INDEX';

/**
 * `2/5` is the second of five shards. `job/5` is that of this Pod of an Indexed Job, whose index starts at 0. Throws `usage` for any other
 * text and for an index outside of the Job.
 */
export function readShard(text: string, env: Readonly<Record<string, string | undefined>>): Shard {
  const [, which = '', total = ''] = /^(job|\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const count = Number(total);
  if (which === '' || count < 1)
    throw new ArchmapError(
      'usage',
      `invalid value "${printable(text)}" for --shard: must be INDEX/COUNT or job/COUNT`,
      'the second of five shards: --shard 2/5; in an Indexed Job with five completions: --shard job/5',
    );
  const index = which === 'job' ? jobIndex(env) : Number(which) - 1;
  if (index >= 0 && index < count) return { index, count };
  throw new ArchmapError(
    'usage',
    which === 'job'
      ? `${JOB_INDEX} is ${index}, outside of the ${count} shards of --shard`
      : `invalid value "${printable(text)}" for --shard: the index must be from 1 to ${count}`,
    which === 'job'
      ? 'specify the completions of the Job as the number of shards'
      : `specify one of 1/${count} to ${count}/${count}`,
  );
}

function jobIndex(env: Readonly<Record<string, string | undefined>>): number {
  const value = env[JOB_INDEX] ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new ArchmapError(
    'usage',
    value === ''
      ? `--shard job/COUNT requires the variable ${JOB_INDEX}`
      : `invalid value "${printable(value)}" for ${JOB_INDEX}`,
    'run it in a Job with completionMode: Indexed, or specify --shard INDEX/COUNT',
  );
}

/** Every count-th item, so that shards differ by one at most. All shards of one list together are the list. */
export function shardOf<T>(items: readonly T[], { index, count }: Shard): T[] {
  return items.filter((_, at) => at % count === index);
}
