import type { CheckDefinition, Finding } from '../checks/define.ts';
import { at, refuse } from '../documents/read.ts';
import type { WrittenDocument } from '../documents/read.ts';
import type { ObjectRef, Severity } from '../result/types.ts';
import type { Evidence } from '../shared/evidence.ts';
import { messageOf } from '../shared/errors.ts';
import type { CollectorId } from '../snapshot/types.ts';
import type { Limits } from './cel/budget.ts';
import { LIMITS, Run } from './cel/budget.ts';
import { createCelEnvironment } from './cel/environment.ts';
import { NotCollected, OverBudget } from './cel/errors.ts';
import { expression, ExpressionError } from './cel/expression.ts';
import type { Expression } from './cel/expression.ts';
import { LISTS, OPTIONAL_APIS } from './lists.ts';
import { RuleModel } from './model.ts';
import type { CelObject } from './model.ts';

/** A rule as in the file, validated against the schema. */
export interface RuleText {
  id: string;
  /** The risk, for a failed result. */
  title: string;
  /** The neutral name, for other results; absent = the title. */
  control?: string;
  severity: Severity;
  why: string;
  remediation: string;
  references?: readonly { framework: string; id: string; url?: string }[];
  for: string;
  when?: string;
  pass: string;
  message?: string;
  fixtures?: readonly Fixture[];
}

export interface Fixture {
  name: string;
  objects: readonly object[];
  complete?: boolean;
  /** Collectors without permission. */
  permissionDenied?: readonly CollectorId[];
  /** gitVersion of the server. */
  version?: string;
  expect: 'fail' | 'pass' | 'unknown' | 'not-applicable';
}

export interface RuleFile {
  apiVersion: 'archmap.io/v1';
  kind: 'Rules';
  rules: readonly RuleText[];
}

export interface CompiledRule {
  rule: RuleText;
  check: CheckDefinition;
  /** `rules.yaml:3`. */
  place: string;
}

/** The rules of documents as checks. Throws `input` with file, line and column of every error, also inside expressions. */
export function compileRules(
  documents: readonly WrittenDocument<RuleFile>[],
  limits: Limits = LIMITS,
): CompiledRule[] {
  const run = new Run(limits);
  const bench = createCelEnvironment(run);
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const compiled = documents.flatMap((document) =>
    document.value.rules.flatMap((rule, index): CompiledRule[] => {
      const place = document.placeOf(['rules', index]);
      const own = `${document.file}:${place.line}`;
      const other = seen.get(rule.id);
      if (other !== undefined)
        faults.push(at(document.file, place, `duplicate rule ${rule.id}, also in ${other}`));
      seen.set(rule.id, own);
      const part = (field: 'when' | 'pass' | 'message'): Expression | undefined => {
        const text = rule[field];
        if (text === undefined) return undefined;
        try {
          return expression(text, rule.for, field === 'message' ? 'string' : 'bool', bench);
        } catch (error) {
          const offset = error instanceof ExpressionError ? error.offset : 0;
          faults.push(
            at(
              document.file,
              document.placeIn(['rules', index, field], offset),
              `${field}: ${messageOf(error)}`,
            ),
          );
          return undefined;
        }
      };
      const [when, pass, message] = [part('when'), part('pass'), part('message')];
      return pass ? [{ rule, place: own, check: checkOf(rule, { when, pass, message }, run, own) }] : [];
    }),
  );
  refuse(faults);
  return compiled;
}

interface Parts {
  when: Expression | undefined;
  pass: Expression;
  message: Expression | undefined;
}

function checkOf(rule: RuleText, parts: Parts, run: Run, place: string): CheckDefinition {
  const { id, title, control = title, severity, why, remediation, references = [] } = rule;
  const joined = [...new Set([parts.when, parts.pass].flatMap((one) => one?.lists ?? []))];
  const collectorsOf = (names: readonly string[]) => [
    ...new Set(names.flatMap((name) => LISTS[name]?.collectors ?? [])),
  ];
  const others = collectorsOf(joined);
  return {
    id,
    title,
    control,
    severity,
    why,
    remediation,
    references,
    area: 'custom',
    peerChecks: [],
    providerManaged: false,
    needs: [],
    uses: ['records', 'cluster', 'controlPlane', 'exposure', 'addons', 'rbac', 'extensions'],
    // If several collectors provide one list, the first one must have returned data; collectors of optional APIs are excluded.
    collectors: [
      ...new Set([rule.for, ...joined].flatMap((name) => collectorsOf([name]).slice(0, 1))),
    ].filter((collector) => OPTIONAL_APIS[collector] === undefined),
    passNeeds: collectorsOf([rule.for, ...joined]),
    *run(all) {
      const model = new RuleModel(all);
      const allowance = { left: run.limits.perRule };
      const rests = others.filter((collector) => {
        const api = OPTIONAL_APIS[collector];
        return api === undefined || model.mayServe(api);
      });
      const evaluateObject = (object: CelObject | undefined) => {
        run.start(model, allowance);
        return evaluated(rule, parts, model, object, rests, place);
      };
      if (rule.for === 'cluster') {
        yield evaluateObject(undefined) ?? notApplicable(rule, 'the rule does not apply to this cluster');
        return;
      }
      let any = false;
      for (const object of model.list(rule.for)) {
        const finding = evaluateObject(object);
        if (!finding) continue;
        any = true;
        yield finding;
      }
      if (!any) yield notApplicable(rule, `the rule does not apply to any of the ${rule.for}`);
    },
  };
}

function notApplicable({ id }: RuleText, message: string): Finding {
  return { verdict: 'not-applicable', message, evidence: [evidenceOf(id, 'no object')] };
}

/** undefined = the rule does not apply to this object. An error for one object does not affect the others. */
function evaluated(
  rule: RuleText,
  { when, pass, message }: Parts,
  model: RuleModel,
  object: CelObject | undefined,
  others: readonly CollectorId[],
  place: string,
): Finding | undefined {
  const ref = object && refOf(rule, object);
  const target = ref ? { at: ref } : {};
  let field: 'when' | 'pass' = 'when';
  try {
    if (when && when.evaluate(model, object) === false) return undefined;
    field = 'pass';
    const good = pass.evaluate(model, object) === true;
    const evidence = [evidenceOf(place, `${shortened(rule.pass)} is ${good}`)];
    if (good) return { verdict: 'pass', ...target, message: 'passed', evidence };
    const detail = object ? detailOf(rule, object) : '';
    const text = reported(rule, message, model, object);
    return { verdict: 'fail', ...target, detail, message: text, evidence, restsOn: others };
  } catch (error) {
    if (error instanceof NotCollected)
      return { verdict: 'unknown', ...target, message: error.message, requires: error.requires };
    const message = `${place}: ${field}: ${messageOf(error)}`;
    // The limit for all objects is not an error of the object that reached it, and ends the rule.
    if (error instanceof OverBudget && error.ofRule) throw new Error(message, { cause: error });
    return { verdict: 'error', ...target, message };
  }
}

/** Message of a failed rule. An error in the message does not change the verdict: a missing field must not hide a risk. */
function reported(
  rule: RuleText,
  message: Expression | undefined,
  model: RuleModel,
  object: CelObject | undefined,
): string {
  if (!message) return rule.title;
  try {
    return shortened(String(message.evaluate(model, object)));
  } catch (error) {
    return shortened(`${rule.title} (its message failed: ${messageOf(error)})`);
  }
}

/** One line that fits a table: expressions span several lines, and names are untrusted. */
function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

const LONGEST = 500;

function refOf(rule: RuleText, object: CelObject): ObjectRef {
  const { kind, namespace, name } = object;
  return {
    kind: LISTS[rule.for]?.kind ?? (typeof kind === 'string' ? kind : rule.for),
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    name: typeof name === 'string' ? name : '',
  };
}

function detailOf(rule: RuleText, object: CelObject): string {
  return (LISTS[rule.for]?.apart ?? []).map((field) => `${field}=${String(object[field])}`).join(' ');
}

function evidenceOf(source: string, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: source, value };
}
