import { isMask } from '../../../../snapshot/redact/mask.ts';
import type { ContainerRecord } from '../../../../snapshot/records/index.ts';

/** What a variable holds: a text, something that is not told, or nothing at all. */
export type Variable = { text: string } | 'hidden' | 'unset';

export type Environment = (name: string) => Variable;

/**
 * Stands in the text of a word for a part that is not told; the name of the variable follows, up to `END`. Characters of the private
 * use area, which no command line has.
 */
const START = '\ue000';
const END = '\ue001';

/** The place of what a variable or a command would bring. */
export function hole(name: string): string {
  return `${START}${name}${END}`;
}

export function hasHole(text: string): boolean {
  return text.includes(START);
}

/** The text as people write it: `$(POD_IP)` in the place of what is not told. */
export function written(text: string): string {
  return text.replace(/\ue000([^\ue001]*)\ue001/g, '$($1)');
}

/**
 * The variables of a container, as far as they are kept. Snapshots of older tools do not tell what they left out; they kept etcd's own
 * variables.
 */
export function environmentOf({ env, hiddenEnv }: ContainerRecord): Environment {
  return (name) => {
    const text = env?.[name];
    if (text !== undefined) return isMask(text) ? 'hidden' : { text };
    if (hiddenEnv === undefined) return name.startsWith('ETCD_') ? 'unset' : 'hidden';
    return hiddenEnv.includes(name) || hiddenEnv.includes('*') ? 'hidden' : 'unset';
  };
}

/**
 * `$(NAME)`, as the kubelet fills it in before the program is started (k8s.io/kubernetes third_party/forked/golang/expansion): a name that
 * nobody has set stays as it is, and so does what is escaped by `$$`.
 */
export function expandReferences(text: string, environment: Environment): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$\$|\$\(([^()$\s]*)\)/g, (whole, name: string | undefined) => {
    const variable = name === undefined ? 'unset' : environment(name);
    if (variable === 'unset') return whole;
    return variable === 'hidden' ? hole(name ?? '') : variable.text;
  });
}
