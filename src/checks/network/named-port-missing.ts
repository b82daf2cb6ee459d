import { defineCheck } from '../define.ts';
import { portNames } from '../../model/policies/flows.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { selectablePods } from '../helpers/policy-pods.ts';
import { rulesOf } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/named-port-missing',
  title: 'NetworkPolicy port name matches no container port',
  control: 'Named ports of NetworkPolicies',
  severity: 'info',
  why: 'A port name in an ingress rule refers to the container ports of the selected Pods. If none of them has that name, the rule allows no traffic.',
  remediation:
    'Use the name of a container port of the selected Pods, with the same protocol, or the port number.',
  references: ['network-policies'],
  needs: ['networkPolicies', 'pods', 'workloads'],
  uses: ['trust', 'namespaces'],
  *run(parts) {
    const pods = selectablePods(parts);
    yield* lintPolicies(parts, {
      about: ({ kind, ingress }) => kind === 'NetworkPolicy' && ingress,
      faults: (policy) => {
        const rules = rulesOf(policy, 'ingress');
        if (rules === undefined) return 'unknown';
        const wanted = [...new Set(rules.flatMap(portNames))];
        const selected = pods.selectedBy(policy);
        // Without Pods, network/policy-selects-nothing reports it.
        if (wanted.length === 0 || selected.length === 0) return [];
        if (selected.some(({ template }) => template.cut === true)) return 'unknown';
        const present = new Set(
          selected.flatMap(({ template }) =>
            template.containers.flatMap(({ ports = [] }) =>
              ports.flatMap(({ name, protocol = 'TCP' }) =>
                name === undefined ? [] : [`${protocol}/${name}`],
              ),
            ),
          ),
        );
        return wanted.filter((name) => !present.has(name)).map((name) => `no selected Pod has port ${name}`);
      },
      claimOfOne: 'refers to a port name that no selected Pod has',
      claim: 'refer to a port name that no selected Pod has',
      none: 'every port name in an ingress rule is that of a container port',
      restsOn: ['pods', 'workloads'],
    });
  },
});
