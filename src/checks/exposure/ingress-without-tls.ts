import type { IngressRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hasControllerTls, onlyAnswersChallenges, redirectIsOff } from '../helpers/ingress-tls.ts';
import { judged } from '../helpers/judged.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/ingress-without-tls',
  title: 'Ingress serves plaintext HTTP',
  control: 'TLS of Ingresses',
  severity: 'low',
  why: 'Requests to the host are not encrypted. An attacker on the network path can read credentials and session cookies, and modify responses.',
  remediation:
    'Add the host to `spec.tls` with a certificate Secret, for example by cert-manager, and leave the redirect to HTTPS enabled.',
  references: ['T1040', 'T1557', 'K05', 'NSA Encryption: use TLS with strong keys'],
  peerChecks: [179],
  needs: [],
  uses: ['extensions'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses'],
  *run({ extensions: { ingresses, classes } }): Iterable<Finding> {
    const groups = groupBy(
      ingresses,
      ({ annotations }) => annotations['alb.ingress.kubernetes.io/group.name'],
    );
    const controllers = new Map(classes.map(({ name, controller }) => [name, controller]));
    yield* judged({
      faults: ingresses.flatMap((ingress) => {
        // One load balancer listens for the whole group.
        const shared = groups.get(ingress.annotations['alb.ingress.kubernetes.io/group.name'] ?? '') ?? [];
        const controller = controllers.get(ingress.className ?? '') ?? ingress.className;
        return faultOf(ingress, [ingress, ...shared], controller);
      }),
      evaluated: ingresses.length,
      noun: 'Ingress',
      many: 'Ingresses',
      pass: 'every Ingress serves its hosts with TLS',
    });
  },
});

function faultOf(
  ingress: IngressRecord,
  shared: readonly IngressRecord[],
  controller: string | undefined,
): Finding[] {
  if (onlyAnswersChallenges(ingress) || shared.some((one) => hasControllerTls(one, controller))) return [];
  const what = plainOf(ingress);
  if (what === undefined) return [];
  const { namespace, name, tlsHosts } = ingress;
  const tls =
    tlsHosts.length > 0 ? `tls.hosts ${listed(tlsHosts)}` : ingress.hasTls ? 'tls set' : 'tls not set';
  return [
    {
      verdict: 'fail',
      at: { kind: 'Ingress', namespace, name },
      message: what,
      evidence: [observed(`Ingress ${namespace}/${name}`, tls)],
    },
  ];
}

/** What is served without TLS; undefined: nothing. A TLS entry without hosts is that of all hosts. */
function plainOf({ hasTls, hosts, tlsHosts, annotations }: IngressRecord): string | undefined {
  if (!hasTls)
    return `spec.tls is not set: ${hosts.length > 0 ? listed(hosts) : 'the default backend'} is served without TLS`;
  const open =
    tlsHosts.length === 0 ? [] : hosts.filter((host) => !tlsHosts.some((one) => covers(one, host)));
  if (open.length > 0) return `spec.tls has no entry for ${listed(open)}`;
  return redirectIsOff(annotations)
    ? 'plaintext HTTP is served as well: the redirect to HTTPS is disabled'
    : undefined;
}

function covers(tlsHost: string, host: string): boolean {
  if (tlsHost === host) return true;
  return tlsHost.startsWith('*.') && host.slice(host.indexOf('.')) === tlsHost.slice(1);
}
