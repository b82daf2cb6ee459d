import { see } from '../../shared/requirement.ts';
import type { IngressRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hasControllerTls, onlyAnswersChallenges, plaintextOf } from '../helpers/ingress-tls.ts';
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
    const groups = groupBy(ingresses, groupOf);
    const controllers = new Map(classes.map(({ name, controller }) => [name, controller]));
    const findings = ingresses.flatMap((ingress) => {
      const controller = controllers.get(ingress.className ?? '') ?? ingress.className;
      return findingOf(ingress, groups.get(groupOf(ingress) ?? '') ?? [ingress], controller);
    });
    yield* judged({
      faults: findings.filter(({ verdict }) => verdict === 'fail'),
      open: findings.filter(({ verdict }) => verdict === 'unknown'),
      evaluated: ingresses.length,
      noun: 'Ingress',
      many: 'Ingresses',
      pass: 'every Ingress serves its hosts with TLS',
    });
  },
});

/** Ingresses of other namespaces may share the load balancer, but their authors do not answer for this one. */
function groupOf({ namespace, className, annotations }: IngressRecord): string | undefined {
  const group = annotations['alb.ingress.kubernetes.io/group.name'];
  return group === undefined ? undefined : `${namespace} ${className ?? ''} ${group}`;
}

function findingOf(
  ingress: IngressRecord,
  sharing: readonly IngressRecord[],
  controller: string | undefined,
): Finding[] {
  if (onlyAnswersChallenges(ingress)) return [];
  const { namespace, name, tlsHosts, hasTls } = ingress;
  const isCovered = hasControllerTls(ingress, controller, sharing);
  const { how, undecided } = plaintextOf(ingress, controller, sharing);
  const message =
    (isCovered ? undefined : withoutCertificate(ingress)) ??
    (how === undefined ? undefined : `plaintext HTTP is served as well: ${how}`);
  const at = { kind: 'Ingress', namespace, name };
  if (message === undefined)
    return undecided === undefined
      ? []
      : [
          {
            verdict: 'unknown',
            at,
            message: 'whether plaintext HTTP is redirected to HTTPS is unknown',
            requires: [see(`review ${undecided}`)],
          },
        ];
  const tls = tlsHosts.length > 0 ? `tls.hosts ${listed(tlsHosts)}` : hasTls ? 'tls set' : 'tls not set';
  return [{ verdict: 'fail', at, message, evidence: [observed(`Ingress ${namespace}/${name}`, tls)] }];
}

/** Hosts without a certificate; undefined: none. A TLS entry without hosts is that of all hosts. */
function withoutCertificate({ hasTls, hosts, tlsHosts }: IngressRecord): string | undefined {
  if (!hasTls)
    return `spec.tls is not set: ${hosts.length > 0 ? listed(hosts) : 'the default backend'} is served without TLS`;
  const open =
    tlsHosts.length === 0 ? [] : hosts.filter((host) => !tlsHosts.some((one) => covers(one, host)));
  return open.length > 0 ? `spec.tls has no entry for ${listed(open)}` : undefined;
}

function covers(tlsHost: string, host: string): boolean {
  if (tlsHost === host) return true;
  return tlsHost.startsWith('*.') && host.slice(host.indexOf('.')) === tlsHost.slice(1);
}
