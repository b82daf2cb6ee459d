import { LIST_PODS } from '../../model/requirements.ts';
import { see } from '../../shared/requirement.ts';
import { isKeptFlag, NOT_KEPT } from '../../data/kept-flags.ts';
import { comparable, effectiveValue, listItems } from '../../model/control-plane/sources/flag-values.ts';
import { kubeadmConfiguration } from '../../model/control-plane/sources/kubeadm.ts';
import type { ComponentFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import type { ReportedFlag } from '../helpers/intent.ts';
import { extraArgs } from '../helpers/intent.ts';
import { listed } from '../helpers/objects.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { Evidence } from '../../shared/evidence.ts';

export default defineCheck({
  id: 'control-plane/kubeadm-config-drift',
  title: 'Control plane flags drift from kubeadm-config',
  control: 'Consistency of control plane flags with kubeadm-config',
  severity: 'low',
  why: 'The next kubeadm upgrade regenerates the manifests from `kubeadm-config` and removes manual changes, including security settings. Conversely, a setting that was agreed there may never have been applied.',
  remediation:
    'Set the intended flags in the ConfigMap `kubeadm-config`. Then run `kubeadm upgrade apply` or, on the other control plane nodes, `kubeadm upgrade node`.',
  references: ['reconfiguring-a-kubeadm-cluster'],
  needs: [],
  uses: ['controlPlane', 'extensions'],
  *run({ controlPlane, extensions }): Iterable<Finding> {
    const config = extensions.configMap('kube-system', 'kubeadm-config');
    if (!config.known) {
      yield { verdict: 'unknown', message: config.reason, requires: config.requires };
      return;
    }
    const text = kubeadmConfiguration(config.value?.data);
    if (config.value === undefined) {
      yield {
        verdict: 'not-applicable',
        message: 'the control plane is not managed by kubeadm',
        evidence: config.evidence,
      };
      return;
    }
    if (text === undefined || text === UNREADABLE) {
      yield {
        verdict: 'unknown',
        message: 'ConfigMap kube-system/kubeadm-config is not readable',
        requires: [see('inspect ConfigMap kube-system/kubeadm-config')],
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
      yield evaluate(part, extraArgs(text, section));
  },
});

function evaluate(part: ComponentFacts, intended: ReadonlyMap<string, ReportedFlag>): Finding {
  const at = component(part.name);
  const reported: Evidence = {
    source: 'configmap',
    confidence: 'inferred',
    location: 'ConfigMap kube-system/kubeadm-config',
    value:
      listed(
        [...intended].flatMap(([name, { values }]) =>
          isKeptFlag(name) ? values.map((value) => `--${name}=${value}`) : `--${name}`,
        ),
        5,
      ) || 'no extraArgs',
  };
  if (intended.size === 0)
    return {
      verdict: 'not-applicable',
      at,
      message: `kubeadm-config sets no extraArgs for ${part.name}`,
      evidence: [reported],
    };
  const different: { name: string; evidence: Evidence }[] = [];
  const hidden = [...intended.keys()].filter((name) => intended.get(name)?.values.includes(NOT_KEPT));
  for (const [name, flag] of intended) {
    if (flag.values.includes(NOT_KEPT)) continue;
    const answer = part.flag(name);
    if (!answer.known)
      return {
        verdict: 'unknown',
        at,
        message: answer.reason,
        requires: answer.requires,
        evidence: [reported],
      };
    for (const observation of answer.observations)
      if (observation.more !== true && !isReported(part.name, name, observation.value, flag))
        different.push({ name, evidence: shown(name, observation.evidence) });
    if (answer.uncollected > 0 && different.length === 0)
      return {
        verdict: 'unknown',
        at,
        message: `flags of ${answer.uncollected} of the ${part.name} instances are not observable`,
        requires: [LIST_PODS],
        evidence: [reported],
      };
  }
  if (different.length === 0 && hidden.length > 0)
    return {
      verdict: 'unknown',
      at,
      message: `value of ${listed(hidden.map((name) => `--${name}`))} in kubeadm-config is not stored: it can be a secret`,
      requires: [see(`compare it with the command line of ${part.name}`)],
      evidence: [reported],
    };
  if (different.length === 0)
    return {
      verdict: 'pass',
      at,
      message: `flags of ${part.name} match kubeadm-config`,
      evidence: [reported],
    };
  const names = [...new Set(different.map(({ name }) => `--${name}`))];
  return {
    verdict: 'fail',
    at,
    detail: names.toSorted().join(','),
    message: `${listed(names)} of ${part.name} ${names.length === 1 ? 'differs' : 'differ'} from kubeadm-config`,
    evidence: [reported, ...different.slice(0, 9).map(({ evidence }) => evidence)],
  };
}

/** The value of a flag that Kubernetes does not have may be a secret. */
function shown(name: string, evidence: Evidence): Evidence {
  return isKeptFlag(name) ? evidence : { ...evidence, value: `--${name}` };
}

/**
 * Whether the value of a flag is the one in the kubeadm configuration. Where kubeadm merges it into its own value, the rest is
 * kubeadm's.
 */
function isReported(program: string, name: string, value: string, { values, merged }: ReportedFlag): boolean {
  const reported = effectiveValue(name, values);
  if (!merged) return comparable(program, name, value) === comparable(program, name, reported);
  const items = new Set(listItems(value));
  return listItems(reported).every((item) => items.has(item));
}
