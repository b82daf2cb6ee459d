/**
 * Which webhook injects a proxy into a pod: the selectors of the real webhook configurations, as the API server evaluates them, then the conditions
 * of the injector (istio pkg/kube/inject/inject.go, injectRequired).
 */
import type { PodTemplate, StringMap, WebhookRecord } from '../../../snapshot/records/index.ts';
import type { Answer } from '../../../model/selectors.ts';
import { both, either, holdAll, labelOf, namespaceLookup } from '../../../model/selectors.ts';

/** Namespaces that the injector never changes. */
const IGNORED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const INJECTOR = /^istio-(?:sidecar-injector|revision-tag)/;

export interface InjectionFacts {
  /** Whether new pods with this template get a proxy. */
  injects: Answer;
  /** Revisions of the webhooks that match, sorted. */
  revisions: readonly string[];
}

/** Where a pod is created. */
export interface Created {
  namespace: string;
  /** Of the namespace; undefined: not collected. */
  namespaceLabels: StringMap | undefined;
  template: Pick<PodTemplate, 'labels' | 'annotations' | 'hostNetwork'>;
}

/** The webhooks that inject, prepared once. */
export class Injectors {
  private readonly webhooks: readonly {
    revision: string;
    namespaceSelector?: readonly string[] | undefined;
    objectSelector?: readonly string[] | undefined;
    conditional: boolean;
  }[];

  constructor(records: readonly WebhookRecord[]) {
    this.webhooks = records
      .filter(({ kind, name }) => kind === 'MutatingWebhookConfiguration' && INJECTOR.test(name))
      .flatMap(({ labels, webhooks }) =>
        webhooks.map(({ namespaceSelector, objectSelector, matchConditions }) => ({
          revision: labels['istio.io/rev'] ?? 'default',
          namespaceSelector,
          objectSelector,
          conditional: matchConditions === true,
        })),
      );
  }

  get any(): boolean {
    return this.webhooks.length > 0;
  }

  /** The result for one pod. */
  of({ namespace, namespaceLabels, template }: Created): InjectionFacts {
    const ofNamespace = namespaceLookup(namespace, namespaceLabels);
    const answers = this.webhooks.map((webhook) => ({
      revision: webhook.revision,
      answer: both(
        both(
          holdAll(webhook.namespaceSelector, ofNamespace),
          holdAll(webhook.objectSelector, (key) => labelOf(template.labels, key)),
        ),
        webhook.conditional ? 'maybe' : 'yes',
      ),
    }));
    const called = either(answers.map(({ answer }) => answer));
    return {
      injects: both(called, isRequired(namespace, template) ? 'yes' : 'no'),
      revisions: [
        ...new Set(answers.filter(({ answer }) => answer !== 'no').map(({ revision }) => revision)),
      ].sort(),
    };
  }
}

/** Conditions beside the selectors; the label takes precedence over the annotation. */
function isRequired(namespace: string, { labels, annotations, hostNetwork }: Created['template']): boolean {
  if (hostNetwork || IGNORED.has(namespace)) return false;
  return injectionOf({ labels, annotations }) !== 'false';
}

/** The choice of a pod: its label takes precedence over its annotation. */
export function injectionOf({
  labels,
  annotations,
}: Pick<PodTemplate, 'labels' | 'annotations'>): string | undefined {
  return labelOf(labels, 'sidecar.istio.io/inject') ?? annotations['sidecar.istio.io/inject'];
}
