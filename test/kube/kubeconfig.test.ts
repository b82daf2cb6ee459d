import { describe, expect, it } from '@jest/globals';
import { parseKubeconfig } from '../../src/kube/kubeconfig/parse.ts';

/** Parses it as `/etc/kc/config`. */
const parse = (text: string) => parseKubeconfig(text, '/etc/kc/config');
const bomb = [
  'a: &a0 [x, x, x, x]',
  ...Array.from({ length: 12 }, (_, index) => `b${index}: &a${index + 1} [${`*a${index}, `.repeat(99)}x]`),
].join('\n');

describe('kubeconfig files', () => {
  it.each([
    ['binary', '\u0000\u0001\u0002\u001b]0;x\u0007'],
    ['a text', 'just text'],
    ['a list', '- a\n- b'],
    ['a number', '42'],
    ['an alias bomb', bomb],
    ['an unclosed quote', 'users:\n- name: u\n  user: {token: "secret'],
    ['clusters that are a map', 'clusters: {c: {server: secret}}'],
    ['a cluster that is a text', 'clusters: [{name: c, cluster: secret}]'],
    ['a flag that is a text', 'clusters: [{name: c, cluster: {insecure-skip-tls-verify: secret}}]'],
    ['a group that is a number', 'users: [{name: u, user: {as-groups: [1]}}]'],
    ['another version', 'apiVersion: v2\nkind: Config'],
  ])('%s: the error names the file, and none of its content', (_name, text) => {
    const wrong = {
      code: 'kubeconfig',
      message: expect.stringMatching(/^\P{Cc}*\/etc\/kc\/config\P{Cc}*$/u),
    };

    expect(() => parse(text)).toThrow(expect.objectContaining(wrong));
    expect(() => parse(text)).not.toThrow(/secret/);
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# empty\n'],
    [
      'sections without entries',
      'apiVersion: v1\nkind: Config\nclusters: null\nusers:\ncontexts: []\ncurrent-context: ""\npreferences: {}',
    ],
    ['unknown fields', 'surprise: [1, {a: b}]\nextensions: [{name: x, extension: {}}]'],
  ])('%s is an empty kubeconfig', (_name, text) => {
    expect(parse(text)).toEqual({
      clusters: new Map(),
      users: new Map(),
      contexts: new Map(),
      currentContext: '',
    });
  });

  it('the first document counts, of a duplicate key the last value, and anchors are supported', () => {
    const text =
      'users:\n- name: u\n  user: &u {token: a, token: b}\n- name: v\n  user: {<<: *u, username: w}\n---\nusers: []\n';

    expect([...parse(text).users]).toEqual([
      ['u', { token: 'b', origin: '/etc/kc/config' }],
      ['v', { token: 'b', username: 'w', origin: '/etc/kc/config' }],
    ]);
  });

  it('names of built-in object members are valid names', () => {
    const { users, contexts } = parse(
      'users: [{name: __proto__, user: {token: a}}]\ncontexts: [{name: constructor, context: {user: __proto__}}]',
    );

    expect([
      users.get('__proto__')?.token,
      contexts.get('constructor')?.user,
      contexts.get('toString'),
    ]).toEqual(['a', '__proto__', undefined]);
  });
});
