/** Which nodes a volume can be used on, and which options it is mounted with. */
import type {
  V1NodeSelector,
  V1NodeSelectorRequirement,
  V1TopologySelectorTerm,
} from '@kubernetes/client-node';
import { redactPatterns } from '../redact/patterns.ts';
import type { NodeTerm } from '../schema/node-term.ts';
import { arr, obj, str, strings } from './raw.ts';
import type { Field } from './untrusted.ts';

/** The alternatives of a node selector; undefined without any, which limits nothing. */
export function nodeTerms(value: Field<V1NodeSelector> | undefined): NodeTerm[] | undefined {
  if (value === undefined) return undefined;
  const terms = arr(obj(value).nodeSelectorTerms).map((term) => ({
    expressions: [
      ...arr(obj(term).matchExpressions).map(expressionOf),
      ...arr(obj(term).matchFields).map(expressionOf),
    ],
  }));
  return terms.length > 0 ? terms : undefined;
}

function expressionOf(item: Field<V1NodeSelectorRequirement>): NodeTerm['expressions'][number] {
  const raw = obj(item);
  return {
    key: str(raw.key, 320) ?? '',
    operator: str(raw.operator, 32) ?? '',
    values: strings(raw.values),
  };
}

/** `allowedTopologies` of a StorageClass, in the same form. */
export function topologyTerms(value: Field<V1TopologySelectorTerm[]> | undefined): NodeTerm[] | undefined {
  const terms = arr(value).map((term) => ({
    expressions: arr(obj(term).matchLabelExpressions).map((item) => ({
      key: str(obj(item).key, 320) ?? '',
      operator: 'In',
      values: strings(obj(item).values),
    })),
  }));
  return terms.length > 0 ? terms : undefined;
}

/** Some drivers accept credentials there (`password=`): only known names keep their value. */
export function mountOptionsOf(value: Field<string[]> | undefined): string[] | undefined {
  const options = strings(value).map((option) => {
    const [name = '', ...rest] = option.split('=');
    if (rest.length === 0) return redactPatterns(name);
    return HARMLESS.test(name) ? redactPatterns(option) : `${redactPatterns(name)}=`;
  });
  return options.length > 0 ? options : undefined;
}

const HARMLESS = /^(?:sec|vers|nfsvers|proto|mfsymlinks|cache|uid|gid|dir_mode|file_mode)$/i;
