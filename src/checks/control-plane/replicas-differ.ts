import type { ComponentFacts, FlagSighting } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed, settleOr } from '../helpers/objects.ts';

/** Flags that name the machine or its addresses: they differ by design. */
const OF_THE_MACHINE =
  /^(?:advertise-address|advertise-client-urls|initial-.*|listen-.*|name|node-name|hostname-override|etcd-servers|external-hostname|public-address-override|data-dir|identity)$/;

export default defineCheck({
  id: 'control-plane/replicas-differ',
  title: 'Instances of one component run with different flags',
  severity: 'medium',
  why: 'Requests meet one instance or the other by chance. What one refuses the other lets through, what one records the other forgets, and nobody sees it from outside.',
  fix: 'Give every instance the same flags: kubeadm upgrade node on each control-plane host writes them anew from what kubeadm was told.',
  references: [
    { framework: 'NSA/CISA', id: 'Control plane hardening' },
    {
      framework: 'docs',
      id: 'Reconfiguring a kubeadm cluster',
      url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure/',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  passNeeds: ['pods'],
  providersJob: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { apiServer, controllerManager, scheduler, etcd } = controlPlane;
    for (const part of [apiServer, controllerManager, scheduler, etcd]) yield judge(part);
  },
});

function judge(part: ComponentFacts): Finding {
  const at = component(part.name);
  const { instances, replicas } = part;
  if (replicas.known && replicas.value === 1)
    return {
      verdict: 'not-applicable',
      at,
      message: `there is one ${part.name}`,
      evidence: replicas.evidence,
    };
  const shown = instances.filter(({ flags }) => flags !== undefined);
  const names = new Set(shown.flatMap(({ flags }) => [...(flags?.keys() ?? [])]));
  const different = [...names]
    .filter((name) => !OF_THE_MACHINE.test(name))
    .sort()
    .flatMap((name) => {
      const answer = part.flag(name);
      const values = new Map<string, FlagSighting[]>();
      for (const sighting of answer.known ? answer.sightings : []) {
        const value = withoutMachine(sighting);
        values.set(value, [...(values.get(value) ?? []), sighting]);
      }
      return values.size > 1 ? [{ name, values }] : [];
    });
  if (different.length > 0)
    return {
      verdict: 'fail',
      at,
      detail: different.map(({ name }) => name).join(','),
      message: `${listed(different.map(({ name, values }) => `--${name} (${oddOnes(values)})`))} ${different.length === 1 ? 'is' : 'are'} not the same on all`,
      evidence: few(
        different.flatMap(({ values }) => [...values.values()].flat()),
        ({ evidence }) => evidence,
      ),
    };
  if (shown.length < 2 || !replicas.known || shown.length < replicas.value)
    return {
      verdict: 'unknown',
      at,
      message: `the flags of ${shown.length} of ${replicas.known ? replicas.value : 'an unknown number of'} instances show`,
      settle: settleOr(replicas.known ? [] : replicas.settle, 'list pods in kube-system'),
    };
  return {
    verdict: 'pass',
    at,
    message: `${shown.length} instances with the same flags`,
    evidence: few(shown, ({ seenBy, source, flags }) => ({
      witness: seenBy,
      confidence: 'observed',
      source,
      value: `${flags?.size ?? 0} flags`,
    })),
  };
}

/** Files and addresses that bear the name of their machine are alike. */
function withoutMachine({ value, instance }: FlagSighting): string {
  return value.split(instance).join('NODE');
}

/** Who is in the minority. */
function oddOnes(values: ReadonlyMap<string, readonly FlagSighting[]>): string {
  const [, ...others] = [...values.values()].toSorted((a, b) => b.length - a.length);
  return listed(others.flat().map(({ instance }) => instance));
}
