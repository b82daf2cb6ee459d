import { LIST_PODS } from '../../model/requirements.ts';
import { see } from '../../shared/requirement.ts';
import type { ComponentFacts, ObservedFlag } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { comparable } from '../../model/control-plane/sources/flag-values.ts';
import { component } from '../helpers/component.ts';
import { few, listed, requiresOr } from '../helpers/objects.ts';

/** Flags that name the host or its addresses: they differ by design. */
const OF_THE_HOST =
  /^(?:advertise-address|advertise-client-urls|initial-.*|listen-.*|name|node-name|hostname-override|etcd-servers|external-hostname|public-address-override|data-dir|identity)$/;

export default defineCheck({
  id: 'control-plane/replicas-differ',
  title: 'Inconsistent flags across control plane replicas',
  control: 'Consistency of flags across control plane replicas',
  severity: 'medium',
  why: 'Requests are distributed across instances, so security settings apply only to some of them. One instance can reject or audit a request that another accepts without a record.',
  remediation:
    'Apply the same flags to all instances. On kubeadm clusters, run `kubeadm upgrade node` on each control plane node to regenerate the manifests from `kubeadm-config`.',
  references: ['NSA Control plane hardening', 'reconfiguring-a-kubeadm-cluster'],
  needs: [],
  uses: ['controlPlane'],
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { apiServer, controllerManager, scheduler, etcd } = controlPlane;
    for (const part of [apiServer, controllerManager, scheduler, etcd]) yield evaluate(part);
  },
});

function evaluate(part: ComponentFacts): Finding {
  const at = component(part.name);
  const { instances, replicas } = part;
  if (replicas.known && replicas.value === 1)
    return {
      verdict: 'not-applicable',
      at,
      message: `a single ${part.name} is running`,
      evidence: replicas.evidence,
    };
  // A copy next to a manifest is another state of the same server.
  const copies = new Set(
    instances.filter(({ manifest, duplicate }) => manifest && duplicate).map(({ name }) => name),
  );
  const shown = instances.filter(({ flags, name }) => flags !== undefined && !copies.has(name));
  const names = new Set(shown.flatMap(({ flags }) => [...(flags?.keys() ?? [])]));
  const compared = [...names].filter((name) => !OF_THE_HOST.test(name)).toSorted();
  const reported = new Map(compared.map((name) => [name, observed(part, name, copies)]));
  const different = compared.flatMap((name) => {
    const values = byMeaning(part.name, name, reported.get(name));
    return values.size > 1 ? [{ name, values }] : [];
  });
  if (different.length > 0)
    return {
      verdict: 'fail',
      at,
      detail: different.map(({ name }) => name).join(','),
      message: `${listed(different.map(({ name, values }) => `--${name} (${oddOnes(values)})`))} ${different.length === 1 ? 'differs' : 'differ'} between instances`,
      evidence: few(
        different.flatMap(({ values }) => [...values.values()].flat()),
        ({ evidence }) => evidence,
      ),
    };
  // A flag that one instance sets and another leaves at an unknown default may or may not differ.
  const lone = compared.filter((name) => {
    const seen = new Set(reported.get(name)?.map(({ instance }) => instance));
    return seen.size > 0 && shown.some((one) => !seen.has(one.name));
  });
  if (lone.length > 0) return notOnAll(part, lone, reported);
  const confirmed = reliable(part, names);
  const sure = shown.filter(({ name }) => confirmed.has(name));
  if (sure.length < 2 || sure.length < instances.length || !replicas.known || sure.length < replicas.value)
    return {
      verdict: 'unknown',
      at,
      message: `flags of ${sure.length} of ${replicas.known ? replicas.value : 'an unknown number of'} instances are observable`,
      requires: requiresOr(replicas.known ? [] : replicas.requires, LIST_PODS),
    };
  return {
    verdict: 'pass',
    at,
    message: `${shown.length} instances with identical flags`,
    evidence: few(shown, ({ source, location, flags }) => ({
      source,
      confidence: 'observed',
      location,
      value: `${flags?.size ?? 0} flags`,
    })),
  };
}

/** Flags with the same default in every release: an instance that shows its command line shows their values. */
const OF_ALL = ['profiling', 'leader-elect', 'client-cert-auth'];

/** Instances whose flags are in force: flags of a pod that does not run, or is not ready, may not be. */
function reliable({ flag }: ComponentFacts, names: ReadonlySet<string>): ReadonlySet<string> {
  const answers = [...names, ...OF_ALL].map(flag);
  const observations = answers.flatMap((answer) => (answer.known ? answer.observations : []));
  return new Set(
    observations.filter(({ uncertainty }) => uncertainty === undefined).map(({ instance }) => instance),
  );
}

/** The observations of a flag, without those from copies of manifests. */
function observed({ flag }: ComponentFacts, name: string, copies: ReadonlySet<string>): ObservedFlag[] {
  const answer = flag(name);
  return answer.known ? answer.observations.filter(({ instance }) => !copies.has(instance)) : [];
}

/** The observations of a flag, grouped by meaning. */
function byMeaning(program: string, name: string, observations: readonly ObservedFlag[] = []) {
  const values = new Map<string, ObservedFlag[]>();
  for (const observation of observations) {
    if (observation.more === true) continue;
    const value = comparable(program, name, withoutHost(observation));
    values.set(value, [...(values.get(value) ?? []), observation]);
  }
  return values;
}

function notOnAll(
  { name: program }: ComponentFacts,
  lone: readonly string[],
  reported: ReadonlyMap<string, readonly ObservedFlag[]>,
): Finding {
  const seen = lone.flatMap((name) => reported.get(name) ?? []);
  return {
    verdict: 'unknown',
    at: component(program),
    message: `${listed(lone.map((name) => `--${name} (${setOn(reported.get(name))})`))} ${lone.length === 1 ? 'is' : 'are'} not set on every instance, and the default is not known`,
    requires: [see(`compare the command lines of ${program}`)],
    evidence: few(seen, ({ evidence }) => evidence),
  };
}

function setOn(observations: readonly ObservedFlag[] = []): string {
  return listed(observations.filter(({ set }) => set).map(({ instance }) => instance));
}

/** Files and addresses that contain the name of their host count as equal. */
function withoutHost({ value, instance }: ObservedFlag): string {
  return value.split(instance).join('NODE');
}

/** The instances in the minority. */
function oddOnes(values: ReadonlyMap<string, readonly ObservedFlag[]>): string {
  const [, ...others] = [...values.values()].toSorted((a, b) => b.length - a.length);
  return listed(others.flat().map(({ instance }) => instance));
}
