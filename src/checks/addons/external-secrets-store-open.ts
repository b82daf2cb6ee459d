import { valueAt, valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/external-secrets-store-open',
  title: 'ClusterSecretStore usable from every namespace',
  control: 'ClusterSecretStore conditions',
  severity: 'medium',
  why: 'A tenant who can create an ExternalSecret reads every secret that the credentials of the store reach. These include secrets of other teams.',
  remediation:
    'Set `spec.conditions` with the namespaces that may use the store, or create a SecretStore in each namespace.',
  references: ['K03', 'external-secrets-multi-tenancy'],
  addon: 'external-secrets',
  asks: objects({
    kinds: ['external-secrets.io/ClusterSecretStore'],
    noun: 'ClusterSecretStore',
    fault: ({ spec }) => {
      const conditions = valuesAt(spec, 'conditions');
      if (conditions.length === 0)
        return { message: 'conditions is not set; expected namespaces', value: 'conditions not set' };
      // One of them is enough.
      const open = conditions.findIndex(matchesAll);
      return open < 0
        ? undefined
        : {
            message: `conditions[${open}] matches every namespace; expected some namespaces`,
            value: `conditions[${open}]: every namespace`,
          };
    },
    pass: 'conditions limit the namespaces',
  }),
});

/** An empty selector selects all namespaces, and so does an expression that fits every name. */
function matchesAll(condition: unknown): boolean {
  const selector = valueAt(condition, 'namespaceSelector');
  const isEmpty =
    typeof selector === 'object' &&
    selector !== null &&
    Object.values(selector).every((part) => Object.keys((part ?? {}) as object).length === 0);
  return isEmpty || valuesAt(condition, 'namespaceRegexes').some((text) => EVERY_NAME.test(String(text)));
}

/** Unanchored: an empty expression, or one that fits any text. */
const EVERY_NAME = /^\^?(?:\.[*+])?\$?$/;
