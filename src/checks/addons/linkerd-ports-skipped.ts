import { plural } from '../../shared/text.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import { imageIs } from '../../shared/image.ts';
import type { Finding } from '../define.ts';
import { addonCheck } from '../families/addon-check.ts';
import { readSpec } from '../helpers/addons/settings.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { flagValues } from '../helpers/program-flags.ts';

export default addonCheck({
  id: 'addons/linkerd-ports-skipped',
  title: 'Ports bypass the Linkerd proxy',
  control: 'Skipped ports of Linkerd',
  severity: 'low',
  why: 'Traffic on these ports has no mutual TLS and no authorization policy. A compromised Pod reaches them in plaintext, although the workload is in the mesh.',
  remediation:
    'Remove `config.linkerd.io/skip-inbound-ports` and `skip-outbound-ports`. For protocols in which the server speaks first, set `config.linkerd.io/opaque-ports` instead.',
  references: ['K05', 'linkerd-protocols'],
  addon: 'linkerd',
  asks: {
    kinds: [],
    *evaluate({ trusted }, { workloads }): Iterable<Finding> {
      const members = workloads.flatMap((workload) => {
        const init = initOf(workload);
        // The control plane itself reaches the API server past its proxies.
        return init && !trusted.includes(workload) ? [{ workload, init }] : [];
      });
      const open = members.filter(({ init }) => skippedBy(init).length > 0);
      for (const { workload, init } of open) {
        const skipped = skippedBy(init).join(', ');
        yield {
          verdict: 'fail',
          at: workloadRef(workload),
          message: `linkerd-init skips ${skipped}`,
          evidence: [observed(workloadName(workload), skipped)],
        };
      }
      const hidden = members.filter(({ init }) => init.args === undefined);
      for (const { workload } of hidden)
        yield {
          verdict: 'unknown',
          at: workloadRef(workload),
          message: 'the arguments of linkerd-init are not collected',
          requires: [readSpec(workload)],
        };
      if (members.length === 0)
        yield { verdict: 'not-applicable', message: 'no Pod has the init container linkerd-init' };
      else if (open.length + hidden.length === 0)
        yield {
          verdict: 'pass',
          message: `${plural(members.length, 'workload')}: no port of the application bypasses the proxy`,
          evidence: few(members, ({ workload }) =>
            observed(workloadName(workload), 'only ports of the proxy'),
          ),
        };
    },
  },
});

/** Ports of the proxy, and of its tap and policy servers, which the chart skips itself (charts/partials/templates/_proxy-init.tpl). */
const OWN = new Set(['4143', '4140', '4190', '4191', '4567', '4568']);
const FLAGS = [
  ['inbound', 'inbound-ports-to-ignore'],
  ['outbound', 'outbound-ports-to-ignore'],
] as const;

function initOf({ templates }: WorkloadFacts): ContainerRecord | undefined {
  return templates
    .flatMap(({ template }) => template.containers)
    .find(({ role, image }) => role === 'init' && imageIs(image, 'linkerd/proxy-init'));
}

function skippedBy(init: ContainerRecord): string[] {
  return FLAGS.flatMap(([direction, flag]) => {
    const ports = flagValues(init, flag, false)
      .flatMap((value) => value.split(','))
      .map((port) => port.trim())
      .filter((port) => port !== '' && !OWN.has(port));
    return ports.length > 0 ? [`${direction} ${ports.join(', ')}`] : [];
  });
}
