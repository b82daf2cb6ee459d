import { describe, expect, it } from '@jest/globals';
import { jsonPathText } from '../../../src/report/lists/jsonpath.ts';

const VALUE = {
  apiVersion: 'archmap.io/v1',
  kind: 'Example',
  metadata: { labels: { 'a.b/c': 'v', n: '1' }, name: 'x' },
  rows: [
    { n: 1, name: 'a', o: { k: true }, t: ['x', 'y'] },
    { n: 2.5, name: 'b' },
    { name: 'c', z: null },
  ],
};

// The answers are those of kubectl 1.37 (`kubectl label --local -o jsonpath=...`); the engines suite asks it anew.
describe('JSONPath', () => {
  it.each([
    ['{.rows[*].name}', 'a b c'],
    ['{range .rows[*]}{.name}{"\\t"}{.n}{"\\n"}{end}', 'a\t1\nb\t2.5\nc\t\n'],
    ['{.metadata.labels.a\\.b/c}', 'v'],
    ["{.metadata['labels']['a\\.b/c']}", 'v'],
    ['{..name}', 'x a b c'],
    ['{.rows[0:2].t}', '["x","y"]'],
    ['{.rows[-1:]}', '{"name":"c","z":null}'],
    ['{.rows[-1].z}', 'null'],
    ['{.rows[0,2].name}', 'a c'],
    ["{.rows[0]['name','n']}", 'a 1'],
    ['{.rows[::2].name}', 'a c'],
    ['{.nope}', ''],
    ['.rows[*].name', '.rows[*].name'],
    ['{.rows[*].n}{.rows[0].o}', '1 2.5{"k":true}'],
    ['{.rows[?(@.name=="a")].t[*]}', 'x y'],
    ['{.rows[?(@.name!="a")].name}', 'b c'],
    ['{.rows[?(@.t)].name}', 'a'],
    ['{"a" .kind}', ''],
    ['{range .rows[*]}{.name}', 'abc'],
    ['{range .rows[*]}{range .t[*]}{@}-{end}{.name};{end}', 'x-y-a;b;c;'],
    ['{.rows[1].n} {1} {true}', '2.5 1 true'],
    ['{$.kind} {@.kind}', 'Example Example'],
    ['{.rows.*.name}', 'a b c'],
    ['{range .nope[*]}{.name}{end}after', 'after'],
  ])('%s gives what kubectl gives', (template, expected) => {
    expect(jsonPathText(template, VALUE)).toBe(expected);
  });

  it.each([
    ['{.rows', 'unclosed action'],
    ['{foo}', 'unrecognized identifier foo'],
    ['{.kind}{"x', 'unterminated quoted string'],
    ['{end}', 'not in range, nothing to end'],
    ['{.rows[9].name}', 'array index out of bounds: index 9, length 3'],
    ['{.rows[2:1]}', 'starting index 2 is greater than ending index 1'],
    ['{.rows[?(@.n=="1")].name}', 'incompatible types for comparison'],
    ['{.rows[?(@.n===1)].name}', 'unrecognized filter operator ==='],
    ['{.rows[x]}', 'invalid array index x'],
    ['{.kind[0]}', 'string is not array or slice'],
    ['{.rows[?(@.n}', 'unterminated filter'],
    ['{%}', 'unrecognized character in action: %'],
  ])('%s is refused: %s', (template, reason) => {
    expect(() => jsonPathText(template, VALUE)).toThrow(`invalid JSONPath "${template}": ${reason}`);
  });

  it('compares whole and decimal numbers, which kubectl refuses', () => {
    expect(jsonPathText('{.rows[?(@.n>1)].name}', VALUE)).toBe('b');
  });

  it('prints no control characters of the data, and its own line breaks', () => {
    expect(jsonPathText('{.a}{"\\n"}', { a: 'x\u001b[31m' })).toBe('x\\u{1b}[31m\n');
  });

  it('reads own fields only, and ends on templates that are nested too deeply', () => {
    expect(jsonPathText('{.constructor.name}{.__proto__}', {})).toBe('');
    const nested = Array.from({ length: 40 }).reduce<string>((inner) => `@[?(${inner})]`, '@.a');
    expect(() => jsonPathText(`{${nested}}`, [])).toThrow('nested too deeply');
  });
});
