/** Errors in a file of rules are reported with their position, for every YAML style of text. */
import { describe, expect, it } from '@jest/globals';
import { faultOf, rulesOf } from './support/rules.ts';

/** Nine lines, so that the content of a case begins on line 10, in column 5. */
const HEAD = `apiVersion: archmap.io/v1
kind: Rules
rules:
  - id: custom/tested
    title: It is wrong
    severity: medium
    why: It matters.
    remediation: Mend it.
    for: services
`;

const fault = (text: string) => faultOf(() => rulesOf(text));

describe('YAML', () => {
  it.each([
    ['an unclosed list', `${HEAD}    pass: [1, 2\n`, /^rules\.yaml:11:1: Flow sequence/],
    ['a tab', `${HEAD}\tpass: 'true'\n`, /^rules\.yaml:10:1: Tabs are not allowed/],
    [
      'a duplicate field',
      `${HEAD}    pass: 'true'\n    pass: 'false'\n`,
      /^rules\.yaml:11:5: Map keys must be unique/,
    ],
    [
      'an unknown field',
      `${HEAD}    pass: 'true'\n    mesage: x\n`,
      /^rules\.yaml:11:5: rules\[0\]: unknown field "mesage"; did you mean message\?$/,
    ],
    ['a missing field', HEAD, /^rules\.yaml:4:5: rules\[0\]: missing required field "pass"$/],
    ['no text', `${HEAD}    pass: true\n`, /^rules\.yaml:10:11: rules\[0\]\.pass must be a string$/],
    [
      'another kind',
      `${HEAD.replace('Rules', 'Rulez')}    pass: 'true'\n`,
      /^rules\.yaml:2:7: kind must be Rules$/,
    ],
    [
      'an id of a built-in check',
      `${HEAD.replace('custom/', 'etcd/')}    pass: 'true'\n`,
      /^rules\.yaml:4:9: rules\[0\]\.id must be custom\//,
    ],
    [
      'an unknown severity',
      `${HEAD.replace('medium', 'worst')}    pass: 'true'\n`,
      /^rules\.yaml:6:15: rules\[0\]\.severity must be one of critical, high/,
    ],
    [
      'an unknown list',
      `${HEAD.replace('services', 'service')}    pass: 'true'\n`,
      /^rules\.yaml:9:10: rules\[0\]\.for must be one of cluster, nodes/,
    ],
    [
      'the second document',
      `${HEAD}    pass: 'true'\n---\n${HEAD.replace('tested', 'other')}    pass: nope\n`,
      /^rules\.yaml:21:11: pass: Unknown variable: nope$/,
    ],
  ])('%s', (_, text, words) => {
    expect(fault(text)).toMatch(words);
  });

  it('terminal escapes in names are printed as text', () => {
    const text = fault(`${HEAD}    pass: 'true'\n    "\\e[31mred": 1\n`);
    expect(text).toContain('\\u{1b}[31mred');
    expect(text).not.toContain('\u001b');
  });

  it.each([
    [
      'aliases of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n`,
      /too many YAML aliases/,
    ],
    ['brackets in brackets', '['.repeat(20_000), /rules\.yaml:1:/],
    ['a file of 5 MB', `# ${'x'.repeat(5_000_000)}\n`, /too large/],
  ])('%s do no harm', (_, text, words) => {
    expect(fault(text)).toMatch(words);
  });

  it('a duplicate rule names the first one', () => {
    expect(fault(`${HEAD}    pass: 'true'\n---\n${HEAD}    pass: 'true'\n`)).toBe(
      'rules.yaml:15:5: duplicate rule custom/tested, also in rules.yaml:4',
    );
  });

  it('all errors are reported at once, up to ten', () => {
    const many = Array.from(
      { length: 12 },
      (_, index) => `${HEAD.replace('tested', `tested-${index}`)}    pass: nope\n`,
    );
    const reported = fault(many.join('---\n')).split('; ');
    expect(reported).toHaveLength(11);
    expect(reported[0]).toBe('rules.yaml:10:11: pass: Unknown variable: nope');
    expect(reported[10]).toBe('and 2 more');
  });
});

describe('expressions', () => {
  it.each([
    ['plain', "    pass: object.name == 'x' && nope == 1\n", '10:33'],
    ['after a character of two code units', "    pass: object.name == '😀' && nope == 1\n", '10:34'],
    ['in single quotes', "    pass: 'object.name == ''x'' && nope == 1'\n", '10:36'],
    ['in double quotes', '    pass: "object.name == \\"x\\" && nope == 1"\n', '10:36'],
    ['in a block', "    pass: |\n      object.name == 'x' &&\n        nope == 1\n", '12:9'],
    [
      'in a block with an empty line',
      "    pass: |-\n      object.name == 'x' &&\n\n        nope == 1\n",
      '13:9',
    ],
    ['in a folded block', "    pass: >\n      object.name == 'x' &&\n      nope == 1\n", '12:7'],
  ])('%s', (_, text, place) => {
    expect(fault(HEAD + text)).toBe(`rules.yaml:${place}: pass: Unknown variable: nope`);
  });

  it.each([
    ['an incomplete expression', '    pass: object.name ==\n', '10:25: pass: Unexpected token: EOF'],
    ['an unclosed text', "    pass: object.name == 'x\n", '10:26: pass: Unterminated string'],
    [
      'an unknown function',
      "    pass: object.name.startWith('x')\n",
      "10:11: pass: found no matching overload for 'dyn.startWith(string)'",
    ],
    [
      'operands of different types',
      "    pass: size(object.name) == 'x'\n",
      '10:11: pass: no such overload: int == string',
    ],
    ['no bool', '    pass: object.name.size()\n', '10:11: pass: the expression returns int, expected bool'],
    [
      'no bool in when',
      "    pass: 'true'\n    when: size(object.name)\n",
      '11:11: when: the expression returns int, expected bool',
    ],
    [
      'no text in message',
      "    pass: 'true'\n    message: size(object.name)\n",
      '11:14: message: the expression returns int, expected string',
    ],
    [
      'a pattern',
      "    pass: object.name.matches('(')\n",
      '10:31: pass: error parsing regexp: missing closing ): `(`',
    ],
  ])('%s', (_, text, words) => {
    expect(fault(HEAD + text)).toBe(`rules.yaml:${words}`);
  });
});

describe('fields that no object has', () => {
  it.each([
    ['read', "object.nmae == 'x'", 8, '"nmae"; did you mean name?'],
    ['in has()', 'has(object.nmae)', 12, '"nmae"; did you mean name?'],
    ['in has() of a missing field', 'has(object.lables.owner)', 12, '"lables"; did you mean labels?'],
    ['by a text index', "object['nmae'] == 'x'", 8, '"nmae"; did you mean name?'],
    ['optional', "object.?nmae.orValue('x') == 'x'", 9, '"nmae"; did you mean name?'],
    ['in a loop', 'object.ports.all(p, p.prt == 80)', 23, '"prt"; did you mean port?'],
    ['in a loop over a list of the model', "pods.exists(p, p.nodeNam == 'x')", 18, '"nodeNam"'],
    ['after filter', "services.filter(s, true).all(s, s.nmae == 'x')", 35, '"nmae"; did you mean name?'],
    ['after map', 'services.map(s, s.ports).all(l, l.all(p, p.prt == 80))', 44, '"prt"; did you mean port?'],
    ['by a position', 'object.ports[0].prt == 80', 17, '"prt"; did you mean port?'],
    ['bound to a name', 'cel.bind(p, object.ports[0], p.prt == 80)', 32, '"prt"; did you mean port?'],
    ['in a choice', '(true ? object.ports[0] : object.ports[1]).prt == 80', 44, '"prt"; did you mean port?'],
    ['of the cluster', "cluster.versoin == 'x'", 9, '"versoin"; did you mean version?'],
    ['of a map', "{'a': object.nmae}.a == 'x'", 14, '"nmae"; did you mean name?'],
    ['after an operator', "true && !(object.nmae == 'x')", 18, '"nmae"; did you mean name?'],
  ])('%s', (_, expression, column, words) => {
    const text = fault(`${HEAD}    pass: |\n      ${expression}\n`);
    expect(text).toBe(`rules.yaml:11:${column + 6}: pass: unknown field ${words}`);
  });

  it.each([
    "object.labels.owner == 'x'",
    "has(object.labels.owner) && 'app' in object.labels",
    "object.labels['app.kubernetes.io/name'] == 'x'",
    "object.annotations['service.beta.kubernetes.io/aws-load-balancer-scheme'] == 'x'",
    'pods.exists(p, p.template.containers.exists(c, has(c.privileged) && c.privileged))',
    "{'a': 1}.a == 1 && [{'b': 2}].all(x, x.b == 2)",
    "services.map(object, object.name).size() == 1 && object.name == 'x'",
    "object.ports.map(p, {'x': p.port}).all(y, y.x == 80)",
    'has(object.annotations) && object.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"] == "x"',
    'has(object.annotations) ? has(object.labels.app) : true',
    "(object.name == '' ? {'kind': 'none'} : {'name': object.name}).?name.orValue('') == ''",
    "[{'a': 1}, {'b': 2}].all(x, !has(x.b) || x.b == 2)",
  ])('possible fields are accepted: %s', (expression) => {
    expect(rulesOf(`${HEAD}    pass: |\n      ${expression}\n`)).toHaveLength(1);
  });

  it.each([
    ["object.annotations['owner'] == 'x'", 20],
    ['has(object.annotations.owner)', 24],
    ["'owner' in object.annotations", 1],
  ])('an annotation that is not collected would be missing everywhere: %s', (expression, column) => {
    expect(fault(`${HEAD}    pass: |\n      ${expression}\n`)).toMatch(
      new RegExp(`^rules\\.yaml:11:${column + 6}: pass: the annotation "owner" is not collected`),
    );
  });

  it.each([
    "object.annotations.exists(k, k == 'owner')",
    "!(('ow' + 'ner') in object.annotations)",
    'object.annotations.size() == 0',
    'size(object.annotations) == 0',
    'object.annotations[object.name] == "x"',
    'object.annotations == {}',
    'dyn(object).annotations.size() == 0',
    '[object].all(o, o.annotations.size() == 0)',
    "optional.of(object).orValue(object).annotations.all(k, k != 'owner')",
    "{'a': object.annotations}.a.size() == 0",
    'cel.bind(a, object.annotations, a.size() == 0)',
    "(object.name == '' ? {} : object.annotations).size() == 0",
    '[{}, object.annotations].exists(a, a.size() == 0)',
  ])('annotations can be read by name only: %s', (expression) => {
    expect(fault(`${HEAD}    pass: |\n      ${expression}\n`)).toContain('not all annotations are collected');
  });

  it.each([
    '[object].all(o, !has(o.nmae))',
    '(object.ports + object.ports).all(p, !has(p.prt))',
    'dyn(object).nmae == "x"',
    "(object.name == '' ? {} : object).nmae == 'x'",
  ])('a field that no object has is found through other expressions: %s', (expression) => {
    expect(fault(`${HEAD}    pass: |\n      ${expression}\n`)).toMatch(/unknown field "(nmae|prt)"/);
  });

  it('a field of an object must be selected by name', () => {
    expect(fault(`${HEAD}    pass: |\n      !('x' in object['lab' + 'els'])\n`)).toContain(
      'a field must be selected',
    );
  });

  it('the environment of containers is not in the model: for most programs it is not collected', () => {
    const text = HEAD.replace('for: services', 'for: workloads');
    expect(fault(`${text}    pass: |\n      object.template.containers.all(c, !has(c.env))\n`)).toContain(
      'unknown field "env"',
    );
  });

  it('a rule about the cluster has no object', () => {
    expect(fault(`${HEAD.replace('services', 'cluster')}    pass: object.name == 'x'\n`)).toMatch(
      /^rules\.yaml:10:18: pass: unknown field "name"$/,
    );
  });
});
