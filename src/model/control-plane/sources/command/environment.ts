import { isMask } from '../../../../snapshot/redact/mask.ts';
import type { ContainerRecord } from '../../../../snapshot/records/index.ts';

/** The value of a variable: a text, hidden, or unset. */
export type Variable = { text: string } | 'hidden' | 'unset';

export type Environment = (name: string) => Variable;

/**
 * Marks hidden text in an argument; the name of the variable follows, up to `END`. Both are characters of the private use area, which no
 * command line contains.
 */
const START = '\ue000';
const END = '\ue001';

/** The placeholder for the value of a variable or the output of a command. */
export function hole(name: string): string {
  return `${START}${name}${END}`;
}

export function hasHole(text: string): boolean {
  return text.includes(START);
}

/** The text in its usual notation: `$(POD_IP)` in the place of hidden text. */
export function written(text: string): string {
  return text.replace(/\ue000([^\ue001]*)\ue001/g, '$($1)');
}

/** The collected variables of a container. Snapshots of older versions do not list what they omitted; they contain etcd's own variables. */
export function environmentOf({ env, hiddenEnv }: ContainerRecord): Environment {
  return (name) => {
    const text = env?.[name];
    if (text !== undefined) return isMask(text) ? 'hidden' : { text };
    if (hiddenEnv === undefined) return name.startsWith('ETCD_') ? 'unset' : 'hidden';
    return hiddenEnv.includes(name) || hiddenEnv.includes('*') ? 'hidden' : 'unset';
  };
}

/**
 * `$(NAME)`, as the kubelet expands it before the start of the program (k8s.io/kubernetes third_party/forked/golang/expansion): an
 * undefined name stays as it is, and so does a reference that is escaped by `$$`.
 */
export function expandReferences(text: string, environment: Environment): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$\$|\$\(([^()$\s]*)\)/g, (whole, name: string | undefined) => {
    const variable = name === undefined ? 'unset' : environment(name);
    if (variable === 'unset') return whole;
    return variable === 'hidden' ? hole(name ?? '') : variable.text;
  });
}
