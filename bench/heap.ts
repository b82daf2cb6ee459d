/**
 * Heap size of a snapshot of the pods: `node --expose-gc tools/run.mjs bench/heap.ts KUBECONFIG`. Prints bytes; the caller divides by the
 * number of pods.
 */
import { collectLive } from '../src/collect/index.ts';
import { connect } from '../src/kube/index.ts';

const signal = new AbortController().signal;
const kubeconfig = process.argv[2] ?? '';
const client = await connect(
  { kubeconfig },
  { env: {}, stdin: process.stdin, stderr: process.stderr, signal },
);
const heap = (): number => {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  for (let i = 0; i < 3; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
};
const before = heap();
const snapshot = await collectLive(client, {
  signal,
  onProgress: () => undefined,
  now: () => new Date(),
  tool: 'bench',
});
const after = heap();
process.stdout.write(`${JSON.stringify({ bytes: after - before, pods: snapshot.records.pod.length })}\n`);
client.close();
