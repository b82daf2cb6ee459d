/** No rule runs endlessly or exhausts the memory. Steps are counted, so that the verdicts do not depend on the machine. */
import { describe, expect, it } from '@jest/globals';
import { exampleSnapshot, evaluate } from '../support/example.ts';
import { ruleOf, valueOf, verdictsOf } from './support/rules.ts';

const LIST = Array.from({ length: 10_000 }, (_, index) => ({
  name: `pod-${index}`,
  labels: { app: `app-${index}`, tier: 'web' },
}));
/** A tenth of the users' limit: without counting, the expressions would run on for minutes. */
const LESS = { perObject: 1_000_000, perRule: 10_000_000 };
const TEN = '[1, 2, 3, 4, 5, 6, 7, 8, 9, 0]';

/** `x0` bound to `first`, `x1` to ten times that, and so on. */
function tenfold(first: string, times: number, join: (name: string) => string, body: string): string {
  let text = body;
  for (let index = times; index > 0; index--) text = `cel.bind(x${index}, ${join(`x${index - 1}`)}, ${text})`;
  return `cel.bind(x0, ${first}, ${text})`;
}

const ten = (name: string, by: string) => Array.from({ length: 10 }, () => name).join(by);

describe('over the cost limit', () => {
  it.each([
    ['loops in loops', "pods.all(p, pods.all(q, q.name != ''))"],
    ['also within what would swallow the error', "pods.all(p, pods.all(q, q.name != '') || true) || true"],
    ['also within a negation', "!pods.exists(p, pods.exists(q, q.name == ''))"],
    ['errors in loops', "pods.exists(p, pods.exists(q, q.nope == 'x'))"],
    ['lists created in loops', 'pods.map(p, pods.map(q, q)).size() > 0'],
    ['lists joined in loops', 'pods.map(p, pods + pods).size() > 0'],
    ['objects searched in lists', 'pods.all(p, p in pods)'],
    ['objects that are created, searched', "pods.all(p, !({'name': p.name} in pods))"],
    ['objects searched by position', 'pods.all(p, pods.indexOf(p) >= 0)'],
    ['sorting in loops', 'pods.all(p, pods.map(q, q.name).isSorted() || true)'],
    ['filters of filters', 'pods.filter(p, pods.filter(q, q.name == p.name).size() == 1).size() > 0'],
    [
      'time zones',
      `pods.all(p, ${TEN}.all(x, timestamp('2026-01-01T00:00:00Z').getHours('Europe/Paris') > 0))`,
    ],
    ['texts that grow', tenfold("'xxxxxxxxxx'", 9, (name) => ten(name, ' + '), 'x9.size() > 0')],
    ['lists that grow', tenfold(TEN, 8, (name) => ten(name, ' + '), 'x8.size() > 0')],
    [
      'texts that are joined',
      tenfold("'xxxxxxxxxx'", 9, (name) => `[${ten(name, ', ')}].join('')`, 'x9.size() > 0'),
    ],
    [
      'lists that contain one list many times, compared',
      tenfold(
        TEN,
        7,
        (name) => `[${ten(name, ', ')}]`,
        `[x7, [${ten('x6', ', ')}]] == [[${ten('x6', ', ')}], x7]`,
      ),
    ],
  ])('%s', (_, text) => {
    expect(() => valueOf(text, { pods: LIST }, LESS)).toThrow(/^cost limit exceeded/);
  });

  it('also at the default limit', () => {
    expect(() => valueOf("pods.all(p, pods.all(q, q.name != ''))", { pods: LIST })).toThrow(
      'cost limit exceeded: more than 10000000 steps for one object',
    );
  });

  it.each([
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", false],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a|aa)+$')", false],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(.*a){25}$')", true],
  ])('a pattern that other engines never finish: %s', (text, value) => {
    expect(valueOf(text, {}, { perObject: 10_000, perRule: 10_000 })).toBe(value);
  });

  it('a pattern with too many repetitions is rejected', () => {
    expect(() => valueOf("'a'.matches('((a{100}){100}){100}')")).toThrow(/invalid repeat count/);
    expect(() => valueOf(`'a'.matches('${'a{1000}'.repeat(100)}')`)).toThrow(/the pattern is too complex/);
    expect(() => valueOf(`'a'.matches('${'a'.repeat(1001)}')`)).toThrow(/longer than 1000/);
  });

  it('a long text in a loop costs its length', () => {
    const text = 'ab '.repeat(100_000);
    expect(() =>
      valueOf("pods.all(p, !text.matches('(a|b)*c{20}d'))".replaceAll('text', 'object.text'), {
        pods: LIST,
        object: { text },
      }),
    ).toThrow(/^cost limit exceeded/);
  });

  it('the same expression always stops at the same step', () => {
    const steps = (perObject: number) => () =>
      valueOf(
        "pods.all(p, p.name.startsWith('pod'))",
        { pods: LIST.slice(0, 10) },
        { perObject, perRule: 1000 },
      );
    // 1 + 10 elements, and for each a call with two texts of one piece.
    expect(steps(41)()).toBe(true);
    expect(steps(40)).toThrow(/more than 40 steps for one object/);
  });
});

const SERVICES = Array.from(
  { length: 20 },
  (_, index) => `apiVersion: v1
kind: Service
metadata: { name: s${index}, namespace: shop }
spec: { ports: [{ port: 80 }] }
`,
).join('---\n');

describe('a rule over the limit', () => {
  it('is an error of that rule, for one object with excessive cost', () => {
    expect(
      verdictsOf({ pass: "services.all(s, services.all(t, t.name != ''))" }, SERVICES, {
        perObject: 200,
        perRule: 100_000,
      }),
    ).toEqual(
      Array.from({ length: 20 }, () =>
        expect.objectContaining({
          check: 'custom/tested',
          verdict: 'error',
          message: expect.stringContaining('cost limit exceeded') as unknown,
        }),
      ),
    );
  });

  it('and for many objects with a small cost each', () => {
    const rule = { pass: 'services.exists(s, s.name == object.name)' };
    const cut = verdictsOf(rule, SERVICES, { perObject: 1000, perRule: 400 });
    // Earlier verdicts are kept; the rest is one error, not one each.
    expect(cut.filter(({ verdict }) => verdict === 'error')).toMatchObject([
      {
        message: expect.stringContaining(
          '400 steps for all objects; the remaining objects were not evaluated',
        ),
      },
    ]);
    expect(cut.length).toBeGreaterThan(1);
    expect(cut.length).toBeLessThan(20);
    // A message that costs too much removes no verdict.
    const dear = { pass: 'false', message: "services.map(s, s.name).join(',')" };
    const reported = verdictsOf(dear, SERVICES, { perObject: 1000, perRule: 400 });
    expect(reported.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 20 }, () => 'fail'));
    expect(reported.some(({ message }) => message.includes('its message failed'))).toBe(true);
    expect(verdictsOf(rule, SERVICES, { perObject: 1000, perRule: 4000 })).toHaveLength(20);
  });

  it('does not affect the next run', () => {
    const { check } = ruleOf({ pass: "object.name != ''" }, { perObject: 5, perRule: 50 });
    const runs = [1, 2, 3].map(() => evaluate(check, exampleSnapshot(SERVICES)));
    for (const run of runs) expect(run.filter(({ verdict }) => verdict === 'pass')).toHaveLength(20);
  });
});

describe('an invalid expression', () => {
  it.each([
    ['deep', `${'('.repeat(500)}true${')'.repeat(500)}`, /maxDepth/],
    ['wide', Array.from({ length: 1500 }, () => '1').join('+') + ' > 0', /maxAstNodes/],
    ['long', `'${'x'.repeat(10_001)}' == ''`, /10000 characters/],
  ])('%s is rejected when it is read', (_, pass, words) => {
    expect(() => ruleOf({ pass })).toThrow(words);
  });
});
