import { expect, test } from '@jest/globals';
import { ensureEngine } from '../cluster/lib/binaries.ts';
import { startJsonProcess } from '../cluster/lib/json-process.ts';

/** What podlevel says of a pod by one version of the standards. */
interface LevelAnswer {
  version: string;
  level: 'privileged' | 'baseline' | 'restricted';
  reasons: string[];
}

test('the reference evaluator answers for each version', async () => {
  const podlevel = startJsonProcess<object, LevelAnswer[]>(await ensureEngine('podlevel'));
  const answers = await podlevel.ask({
    metadata: {},
    spec: { hostNetwork: true, containers: [{ name: 'a', image: 'b' }] },
    versions: ['v1.24', 'latest'],
  });
  await podlevel.end();
  expect(answers.map(({ version, level, reasons }) => [version, level, reasons])).toEqual([
    ['v1.24', 'privileged', ['host namespaces']],
    ['latest', 'privileged', ['host namespaces']],
  ]);
});
