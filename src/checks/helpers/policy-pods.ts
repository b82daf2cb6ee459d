import { either, holdAll } from '../../model/selectors.ts';
import type { Answer } from '../../model/selectors.ts';
import type { Party } from '../../model/policies/party.ts';
import { partyOf, picks, podLookup } from '../../model/policies/party.ts';
import { onPodNetwork } from '../../model/policies/senders.ts';
import type {
  NetworkPolicyRecord,
  PodRecord,
  PodTemplate,
  PolicySubject,
  StringMap,
} from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';

type Parts = Pick<CheckParts, 'pods' | 'workloads' | 'namespaces'>;

/** Pods that exist, and those that a controller would create. */
interface Candidate {
  party: Party;
  template: PodTemplate;
  pod?: PodRecord;
}

const known = new WeakMap<CheckParts['workloads'], SelectablePods>();

/** Built once for all checks of a run. */
export function selectablePods(parts: Parts): SelectablePods {
  const found = known.get(parts.workloads) ?? new SelectablePods(parts);
  known.set(parts.workloads, found);
  return found;
}

/** The pods that selectors of policies select, of all that exist or have a template. */
export class SelectablePods {
  private readonly byNamespace = new Map<string, readonly Candidate[]>();
  private readonly labels: ReadonlyMap<string, StringMap>;
  private readonly parts: Parts;
  private readonly templates = new Map<string, Candidate[]>();

  constructor(parts: Parts) {
    this.parts = parts;
    this.labels = new Map(parts.namespaces.map(({ name, record }) => [name, record.labels]));
    for (const { namespace, templates } of parts.workloads)
      for (const { template, pods } of templates) {
        if (pods.length > 0) continue;
        const list = this.templates.get(namespace) ?? [];
        const labels = this.labels.get(namespace);
        list.push({
          template,
          party: {
            namespace,
            labels: template.labels,
            serviceAccount: template.serviceAccount ?? 'default',
            ...(labels && { namespaceLabels: labels }),
          },
        });
        this.templates.set(namespace, list);
      }
  }

  /** Pods of a namespace, one for each template. */
  in(namespace: string): readonly Candidate[] {
    const known = this.byNamespace.get(namespace);
    if (known) return known;
    const templates = new Map<string, Candidate>();
    for (const pod of this.parts.pods.byNamespace.get(namespace) ?? []) {
      const party = partyOf(pod, this.labels.get(namespace));
      const key = JSON.stringify([
        pod.template.labels,
        party.serviceAccount,
        party.numbered,
        onPodNetwork(pod),
        namedPorts(pod.template),
      ]);
      if (!templates.has(key)) templates.set(key, { party, template: pod.template, pod });
    }
    const found = [...templates.values(), ...(this.templates.get(namespace) ?? [])];
    this.byNamespace.set(namespace, found);
    return found;
  }

  /** Whether a policy of this namespace selects any pod of it. */
  selects(subjects: readonly PolicySubject[], namespace: string): Answer {
    return either(this.in(namespace).map(({ party }) => this.picks(subjects, party, namespace)));
  }

  /** The pods of its namespace that a policy selects, or may. */
  selectedBy(policy: NetworkPolicyRecord): readonly Candidate[] {
    const { namespace = '' } = policy;
    const subjects = [...(policy.sections ?? []), ...(policy.outgoing ?? [])].flatMap(
      (section) => section.subjects,
    );
    return this.in(namespace).filter(({ party }) => this.picks(subjects, party, namespace) !== 'no');
  }

  /** Whether any collected namespace has these labels. */
  hasNamespace(requirements: readonly string[]): Answer {
    const answers = [...this.labels].map(([name, labels]) =>
      holdAll(requirements, (key) =>
        key === 'kubernetes.io/metadata.name' ? name : Object.hasOwn(labels, key) ? labels[key] : undefined,
      ),
    );
    return either(answers);
  }

  /** Whether a pod of any namespace, or of this one, has these labels. */
  hasPod({ namespaces, pods = [] }: Pick<PolicySubject, 'namespaces' | 'pods'>, own: string): Answer {
    const places =
      namespaces === undefined
        ? [own]
        : [...new Set([...this.labels.keys(), ...this.parts.pods.byNamespace.keys()])];
    let found: Answer = 'no';
    for (const place of places) {
      const answer = either(
        this.in(place).map(({ party }) => {
          const inside = namespaces === undefined ? 'yes' : picks({ namespaces }, party, own);
          const has = holdAll(pods, podLookup(party));
          return inside === 'no' || has === 'no' ? 'no' : inside === 'yes' ? has : 'maybe';
        }),
      );
      if (answer === 'yes') return 'yes';
      if (answer === 'maybe') found = 'maybe';
    }
    return found;
  }

  private picks(subjects: readonly PolicySubject[], party: Party, own: string): Answer {
    return either(subjects.map((subject) => picks(subject, party, own)));
  }
}

function namedPorts({ containers }: PodTemplate): string[] {
  return containers.flatMap(({ ports = [] }) => ports.flatMap(({ name }) => name ?? []));
}
