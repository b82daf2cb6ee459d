import { readDocuments } from '../../../src/documents/read.ts';
import type { Verdict } from '../../../src/result/types.ts';
import type { Limits } from '../../../src/rules/cel/budget.ts';
import { LIMITS, Run } from '../../../src/rules/cel/budget.ts';
import { createCelEnvironment } from '../../../src/rules/cel/environment.ts';
import { meter } from '../../../src/rules/cel/meter.ts';
import type { CompiledRule, RuleFile, RuleText } from '../../../src/rules/compile.ts';
import { compileRules } from '../../../src/rules/compile.ts';
import { rulesSchema } from '../../../src/rules/schema.ts';
import { ArchmapError } from '../../../src/shared/errors.ts';
import { exampleSnapshot, evaluate } from '../../support/example.ts';

/** Rules from the text of a file named rules.yaml. */
export function rulesOf(text: string, limits?: Limits): CompiledRule[] {
  return compileRules(readDocuments<RuleFile>('rules.yaml', text, rulesSchema), limits);
}

/** One rule with defaults for omitted fields. */
export function ruleOf(fields: Partial<RuleText>, limits?: Limits): CompiledRule {
  const rule = {
    id: 'custom/tested',
    title: 'It is wrong',
    severity: 'medium',
    why: 'It matters.',
    remediation: 'Mend it.',
    for: 'services',
    pass: 'true',
    ...fields,
  };
  const [compiled] = rulesOf(
    JSON.stringify({ apiVersion: 'archmap.io/v1', kind: 'Rules', rules: [rule] }),
    limits,
  );
  if (!compiled) throw new Error('no rule');
  return compiled;
}

/** Verdicts of one rule over manifests, everything else complete; the first document may be an Evidence. */
export function verdictsOf(fields: Partial<RuleText>, manifests: string, limits?: Limits): Verdict[] {
  return evaluate(ruleOf(fields, limits).check, exampleSnapshot(manifests));
}

/** Errors of a file, without the hint. */
export function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ArchmapError && error.code === 'input') return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

/** The value of an expression in the environment of rules, within the limits of one object. */
export function valueOf(
  text: string,
  variables: Record<string, unknown> = {},
  limits: Limits = LIMITS,
): unknown {
  const run = new Run(limits);
  const { env, patterns } = createCelEnvironment(run);
  const program = env.parse(text);
  const checked = program.check();
  if (!checked.valid) throw checked.error ?? new Error('not valid');
  meter(program.ast, run, patterns);
  run.start(undefined as never, { left: limits.perRule });
  const value = program({ object: {}, cluster: {}, ...variables }) as unknown;
  if (run.over) throw run.over;
  return value;
}
