/**
 * YAML as Kubernetes parses it: kubectl, the kubelet and Helm use sigs.k8s.io/yaml, with the booleans and numbers of YAML 1.1
 * (goyaml.v2/resolve.go). `hostPID: on` is true there, `8_080` is 8080, `0644` is octal; times and base 60 numbers are strings.
 */
import { CORE_SCHEMA, boolYaml11Tag, defineScalarTag, intYaml11Tag, mergeTag, NOT_RESOLVED } from 'js-yaml';

const words = (...list: readonly string[]) =>
  new Set(
    list.flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]),
  );
const TRUE = words('y', 'yes', 'true', 'on');
const FALSE = words('n', 'no', 'false', 'off');

/** js-yaml's own does not accept `y` and `n`. */
const boolTag = defineScalarTag(boolYaml11Tag.tagName, {
  ...boolYaml11Tag,
  resolve: (source) => (TRUE.has(source) ? true : FALSE.has(source) ? false : NOT_RESOLVED),
});

/** js-yaml's own parses `1:30` as 90. */
const intTag = defineScalarTag(intYaml11Tag.tagName, {
  ...intYaml11Tag,
  resolve: (source) => integer(source) ?? NOT_RESOLVED,
});

function integer(source: string): number | undefined {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(
    source.replaceAll('_', ''),
  );
  if (match === null || !/^[-+]?\d/.test(source)) return undefined;
  const [, sign = '', digits = ''] = match;
  const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -value : value;
}

export const KUBERNETES_SCHEMA = CORE_SCHEMA.withTags(boolTag, intTag, mergeTag);
