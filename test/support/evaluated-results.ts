import { assess } from '../../src/app/assess.ts';
import type { Result, Verdict } from '../../src/result/types.ts';
import { recorded } from './recorded.ts';

/** The result of the bundled example cluster, or of a recorded variant. */
export async function evaluatedFile(name = 'demo'): Promise<Result> {
  return assess(await recorded(name), {});
}

/** Hostile names of objects. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '\u001b[31mred\u001b[0m',
  '::error::owned',
  '=cmd()|calc',
  '| a | b |',
  'line\nfeed\r\n',
  '"quoted" \\ back`tick`',
  '<!--',
  ']]>',
  '$(x) ${y} %25',
  '[link](javascript:alert(1)) @everyone #1',
  'nul\u0000 bell\u0007',
  '\ud800 lone',
  '__proto__',
  '../../etc/passwd',
];

/** The result with hostile text in every field that a cluster controls. */
export function hostile(result: Result): Result {
  const at = (index: number) => HOSTILE[index % HOSTILE.length] ?? '';
  return {
    ...result,
    cluster: { ...result.cluster, context: at(0), server: at(1), user: at(2) },
    namespaces: result.namespaces.map((row, index) => ({ ...row, name: at(index) + index })),
    workloads: result.workloads.map((row, index) => ({
      ...row,
      name: at(index) + index,
      namespace: at(index + 3),
      images: [at(index + 5)],
    })),
    nodes: result.nodes.map((row, index) => ({ ...row, name: at(index) + index, os: at(index + 1) })),
    entryPoints: result.entryPoints.map((row, index) => ({
      ...row,
      object: { ...row.object, name: at(index) },
      hosts: [at(index + 1)],
      addresses: [at(index + 2)],
    })),
    identities: result.identities.map((row, index) => ({ ...row, subject: at(index) + index })),
    verdicts: result.verdicts.map((verdict, index): Verdict => ({
      ...verdict,
      message: at(index),
      ...(verdict.object && { object: { ...verdict.object, name: at(index + 1), namespace: at(index + 2) } }),
      evidence: verdict.evidence.map((one) => ({ ...one, value: at(index + 4) })),
    })),
  };
}

/** A result with this number of fails, in the order of results. */
export function withFails(result: Result, count: number): Result {
  const [first] = result.verdicts;
  if (!first) throw new Error('the result has no verdict');
  const verdicts = Array.from({ length: count }, (_, index): Verdict => ({
    ...first,
    verdict: 'fail',
    severity: index < 10 ? 'critical' : 'medium',
    object: { kind: 'Deployment', namespace: `ns-${index % 50}`, name: `web-${index}` },
    fingerprint: index.toString(16).padStart(16, '0'),
  }));
  return { ...result, verdicts };
}
