import { GET_FLAGZ, LIST_PODS } from '../../model/requirements.ts';
import type { ServerAuthorization } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { listed, requiresOr } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/authorization-mode',
  title: 'Authorization modes Node and RBAC not enabled',
  control: 'Authorization modes Node and RBAC',
  severity: 'high',
  why: 'With AlwaysAllow, every authenticated identity, including any workload, has full cluster access. Without RBAC, permissions cannot be restricted; without Node authorization, a compromised kubelet can read Secrets of all nodes.',
  remediation:
    'Set `--authorization-mode=Node,RBAC`, or name both in an AuthorizationConfiguration. Never use AlwaysAllow.',
  references: ['CIS 1.2.6', 'CIS 1.2.7', 'CIS 1.2.8', 'NSA Authentication and authorization', 'K02'],
  peerChecks: [353],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { servers, open } = controlPlane.apiServer.authorization;
    const all = servers.filter(({ modes }) => modes.includes('AlwaysAllow'));
    if (all.length > 0) {
      yield {
        verdict: 'fail',
        at,
        detail: 'AlwaysAllow',
        severity: 'critical',
        message: `AlwaysAllow authorizes every authenticated request${where(all, servers)}`,
        evidence: evidenceOf(all),
      };
      return;
    }
    const lacking = servers.filter((server) => server.whole && missingOf(server).length > 0);
    if (lacking.length > 0) {
      // What the other servers authorize is unknown while one of them is not observed.
      yield { ...lacks(lacking, servers), ...(!open && { cleared: inOrder(lacking) }) };
      return;
    }
    // A configuration file is visible only through the authorizers that decided requests; it may configure more.
    const unobserved = servers.find((server) => missingOf(server).length > 0);
    const modes = [...new Set(servers.flatMap((server) => server.modes))];
    if (open)
      yield { verdict: 'unknown', at, message: open.reason, requires: requiresOr(open.requires, GET_FLAGZ) };
    else if (unobserved)
      yield {
        verdict: 'unknown',
        at,
        message: `${missingOf(unobserved).join(' and ')} made no authorization decision yet on ${unobserved.instance}; this does not prove that the mode is disabled`,
        requires: [GET_FLAGZ, LIST_PODS],
        evidence: unobserved.evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: `authorization modes: ${modes.join(', ')}`,
        evidence: evidenceOf(servers),
      };
  },
});

/** Evaluated per server: a request reaches any one of them, and one server's authorizers do not help where another lacks them. */
function lacks(
  lacking: readonly ServerAuthorization[],
  all: readonly ServerAuthorization[],
): Extract<Finding, { verdict: 'fail' }> {
  const missing = missingIn(lacking);
  return {
    verdict: 'fail',
    at,
    detail: missing.join(','),
    rows: missing.map((mode) => ROWS[mode]),
    message: `${missing.join(' and ')} authorization is not enabled${where(lacking, all)} (modes: ${modesOf(lacking)})`,
    evidence: evidenceOf(lacking),
  };
}

/** Rows of the benchmark about the modes that are not missing. */
function inOrder(lacking: readonly ServerAuthorization[]): string[] {
  const missing = missingIn(lacking);
  return ['1.2.6', ...NEEDED.filter((mode) => !missing.includes(mode)).map((mode) => ROWS[mode])];
}

function missingIn(servers: readonly ServerAuthorization[]) {
  return NEEDED.filter((mode) => servers.some((server) => missingOf(server).includes(mode)));
}

function modesOf(servers: readonly ServerAuthorization[]): string {
  return listed([...new Set(servers.map((server) => server.modes.join(', ') || 'none'))]);
}

const NEEDED = ['Node', 'RBAC'] as const;
const ROWS = { Node: '1.2.7', RBAC: '1.2.8' } as const;

function missingOf({ modes }: ServerAuthorization): string[] {
  return NEEDED.filter((mode) => !modes.includes(mode));
}

function evidenceOf(servers: readonly ServerAuthorization[]) {
  return servers.flatMap(({ evidence }) => evidence);
}

function where(some: readonly ServerAuthorization[], all: readonly ServerAuthorization[]): string {
  return some.length === all.length ? '' : ` on ${listed(some.map(({ instance }) => instance))}`;
}
