import { isKeptFlag, NOT_KEPT } from '../../data/kept-flags.ts';
import { comparable, effectiveValue, listItems } from '../../model/control-plane/sources/flag-values.ts';
import { kubeadmConfiguration } from '../../model/control-plane/sources/kubeadm.ts';
import type { ComponentFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import type { ToldFlag } from '../helpers/intent.ts';
import { extraArgs } from '../helpers/intent.ts';
import { listed } from '../helpers/objects.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { Evidence } from '../../shared/evidence.ts';

export default defineCheck({
  id: 'control-plane/intent-differs',
  title: 'The control plane runs with other flags than kubeadm was told',
  severity: 'low',
  why: 'kubeadm writes the flags of the control plane anew at the next upgrade, from what it was told. A setting that somebody changed by hand on a host is then gone, with the protection that it was made for; or the other way round, what was agreed has never been put into effect.',
  fix: 'Bring the two together: edit the ConfigMap kubeadm-config, then run kubeadm upgrade apply, or kubeadm upgrade node on each host.',
  references: [
    {
      framework: 'docs',
      id: 'Reconfiguring a kubeadm cluster',
      url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure/',
    },
  ],
  needs: [],
  uses: ['controlPlane', 'extensions'],
  *run({ controlPlane, extensions }): Iterable<Finding> {
    const config = extensions.configMap('kube-system', 'kubeadm-config');
    if (!config.known) {
      yield { verdict: 'unknown', message: config.reason, settle: config.settle };
      return;
    }
    const text = kubeadmConfiguration(config.value?.data);
    if (config.value === undefined) {
      yield {
        verdict: 'not-applicable',
        message: 'the control plane was not set up by kubeadm',
        evidence: config.evidence,
      };
      return;
    }
    if (text === undefined || text === UNREADABLE) {
      yield {
        verdict: 'unknown',
        message: 'the ConfigMap kube-system/kubeadm-config is not readable',
        settle: ['look at it'],
      };
      return;
    }
    const { apiServer, controllerManager, scheduler, etcd } = controlPlane;
    for (const [part, section] of [
      [apiServer, 'apiServer'],
      [controllerManager, 'controllerManager'],
      [scheduler, 'scheduler'],
      [etcd, 'etcd'],
    ] as const)
      yield judge(part, extraArgs(text, section));
  },
});

function judge(part: ComponentFacts, intended: ReadonlyMap<string, ToldFlag>): Finding {
  const at = component(part.name);
  const told: Evidence = {
    witness: 'configmap',
    confidence: 'inferred',
    source: 'ConfigMap kube-system/kubeadm-config',
    value:
      listed(
        [...intended].flatMap(([name, { values }]) =>
          isKeptFlag(name) ? values.map((value) => `--${name}=${value}`) : `--${name}`,
        ),
        5,
      ) || 'no flags of its own',
  };
  if (intended.size === 0)
    return {
      verdict: 'not-applicable',
      at,
      message: `kubeadm was told no flags of its own for ${part.name}`,
      evidence: [told],
    };
  const different: { name: string; evidence: Evidence }[] = [];
  const hidden = [...intended.keys()].filter((name) => intended.get(name)?.values.includes(NOT_KEPT));
  for (const [name, flag] of intended) {
    if (flag.values.includes(NOT_KEPT)) continue;
    const answer = part.flag(name);
    if (!answer.known)
      return { verdict: 'unknown', at, message: answer.reason, settle: answer.settle, evidence: [told] };
    for (const observation of answer.observations)
      if (observation.more !== true && !isTold(part.name, name, observation.value, flag))
        different.push({ name, evidence: shown(name, observation.evidence) });
    if (answer.unseen > 0 && different.length === 0)
      return {
        verdict: 'unknown',
        at,
        message: `${answer.unseen} of the ${part.name} instances could not be looked into`,
        settle: ['list pods in kube-system'],
        evidence: [told],
      };
  }
  if (different.length === 0 && hidden.length > 0)
    return {
      verdict: 'unknown',
      at,
      message: `what kubeadm was told of ${listed(hidden.map((name) => `--${name}`))} is not kept: it may be a secret`,
      settle: [`compare it with the command line of ${part.name}`],
      evidence: [told],
    };
  if (different.length === 0)
    return { verdict: 'pass', at, message: `${part.name} runs as kubeadm was told`, evidence: [told] };
  const names = [...new Set(different.map(({ name }) => `--${name}`))];
  return {
    verdict: 'fail',
    at,
    detail: names.toSorted().join(','),
    message: `${listed(names)} of ${part.name} ${names.length === 1 ? 'is' : 'are'} not what kubeadm was told`,
    evidence: [told, ...different.slice(0, 9).map(({ evidence }) => evidence)],
  };
}

/** Of a flag that Kubernetes does not have, the value may be a secret. */
function shown(name: string, evidence: Evidence): Evidence {
  return isKeptFlag(name) ? evidence : { ...evidence, value: `--${name}` };
}

/** Is the value of a flag what kubeadm was told? Where kubeadm adds it to its own, what is there beside it is kubeadm's. */
function isTold(program: string, name: string, value: string, { values, merged }: ToldFlag): boolean {
  const told = effectiveValue(name, values);
  if (!merged) return comparable(program, name, value) === comparable(program, name, told);
  const items = new Set(listItems(value));
  return listItems(told).every((item) => items.has(item));
}
