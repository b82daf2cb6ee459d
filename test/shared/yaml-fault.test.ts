import { describe, expect, it } from '@jest/globals';
import { load, YAMLException } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { parseKubeconfig } from '../../src/kube/kubeconfig/parse.ts';
import { yamlFault } from '../../src/shared/yaml-fault.ts';

const WRONG = [
  '*CANARY',
  '!CANARY x',
  '!<CANARY> x',
  '!CAN!ARY x',
  '!e!CANARY x',
  '"\\qCANARY"',
  '"CANARY',
  "'CANARY",
  '%CANARY',
  '@CANARY',
  '`CANARY',
  '|CANARY',
  '>2CANARY\n x',
  '[CANARY',
  '{CANARY',
  '&CANARY *CANARY',
  '&a &CANARY x',
  '*a CANARY',
  "a'CAN': \"ARY: CANARY: x",
  'CANARY: CANARY',
  '!!int CANARY',
  '!!binary CANARY!',
  '!!timestamp CANARY',
  '!!CANARY x',
  '- CANARY',
  '? CANARY',
  '"CAN" ARY',
  '\tCANARY\n\t: x',
];

describe.each(WRONG)('an error about `password: %s`', (value) => {
  const text = `users:\n- name: a\n  user:\n    password: ${value}\n    token: x\n`;

  it('repeats none of it in the errors of js-yaml', () => {
    try {
      load(text);
    } catch (error) {
      const fault = yamlFault(error instanceof YAMLException ? error.reason : '');
      expect(fault).not.toMatch(/CAN|ARY/);
      expect(fault).toMatch(/^[a-z]\w* \w/i);
    }
  });

  it('nor in those of yaml', () => {
    for (const { message } of parseAllDocuments(text, { prettyErrors: false }).flatMap(
      ({ errors, warnings }) => [...errors, ...warnings],
    ))
      expect(yamlFault(message)).not.toMatch(/CAN|ARY/);
  });

  it('nor when it is a kubeconfig', () => {
    let reported = '';
    try {
      parseKubeconfig(text, 'config');
    } catch (error) {
      reported = String(error);
    }
    expect(reported).not.toMatch(/CAN|ARY/);
  });
});

describe('the rest of the reason', () => {
  it.each([
    ['unidentified alias "x"', 'unidentified alias'],
    ["expected ':' after a mapping key", "expected ':' after a mapping key"],
    ['Missing space after : in block mapping', 'Missing space after : in block mapping'],
    ['Unresolved tag: !x', 'Unresolved tag'],
    ['Invalid escape sequence \\q', 'Invalid escape sequence'],
    ['bad indentation of a mapping entry', 'bad indentation of a mapping entry'],
  ])('%s', (reason, left) => expect(yamlFault(reason)).toBe(left));
});
