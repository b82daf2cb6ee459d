import type { EnvoyProxyFacts } from '../../addons/types.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perEnvoy } from '../helpers/envoy.ts';
import { few, observed, workloadName } from '../helpers/objects.ts';
import { flagOf } from '../helpers/program-flags.ts';

export default defineCheck({
  id: 'envoy/hot-restart-open',
  title: 'Envoy hot restart is open on the node',
  control: 'Hot restart of Envoy',
  severity: 'low',
  why: 'The socket of hot restart is in the abstract namespace of the host network, which has no file permissions. Any process on the host network can take over its listeners or terminate the proxy.',
  remediation:
    'Set `--disable-hot-restart`: a Pod is replaced and not restarted in place. If hot restart is required, set `--socket-path` to a file that only Envoy can open.',
  references: ['envoy-hot-restart', 'K01'],
  needs: [],
  uses: ['envoy'],
  run: ({ envoy }): Iterable<Finding> => perEnvoy(envoy, evaluate),
});

function evaluate({ workload, configurations }: EnvoyProxyFacts): Finding {
  const names = new Set(configurations.map(({ container }) => container));
  const onHost = workload.templates.filter(({ template }) => template.hostNetwork === true);
  const own = onHost
    .flatMap(({ template }) => template.containers)
    .filter(({ name, role }) => names.has(name) && role !== 'init' && role !== 'ephemeral');
  const open = own.filter(isOpen);
  if (open.length > 0)
    return {
      verdict: 'fail',
      message: 'hostNetwork is true, and --disable-hot-restart is not set',
      evidence: few(open, ({ name }) =>
        observed(workloadName(workload), `container ${name} on the host network`),
      ),
    };
  if (workload.templates.some(({ template }) => template.cut === true))
    return {
      verdict: 'unknown',
      message: 'the Pod template is longer than the part that is kept',
      requires: [listAll('pods')],
    };
  const message = onHost.length > 0 ? 'hot restart is disabled, or uses a file' : 'hostNetwork is not true';
  return { verdict: 'pass', message, evidence: [observed(workloadName(workload), message)] };
}

/** The default is a socket in the abstract namespace, whose name begins with `@`. */
function isOpen(container: ContainerRecord): boolean {
  const path = flagOf(container, '--socket-path', false);
  return flagOf(container, '--disable-hot-restart') === undefined && !(path?.startsWith('/') ?? false);
}
