import { requests } from '../../model/requests.ts';
import { listAll } from '../../shared/requirement.ts';
import { defineCheck } from '../define.ts';
import { requiresOr } from '../helpers/objects.ts';
import { evaluatePermission } from '../helpers/permissions.ts';

/** Objects that decide what gateways and proxies of the mesh do. */
const REQUESTS = requests(
  ['create', 'update', 'patch'],
  'networking.istio.io',
  'gateways',
  'virtualservices',
  'envoyfilters',
  'serviceentries',
);

export default defineCheck({
  id: 'istio/edge-writers',
  title: 'Permission to modify Istio traffic configuration in every namespace',
  control: 'Permission to modify Istio traffic configuration',
  severity: 'medium',
  why: 'Gateways, VirtualServices, ServiceEntries and EnvoyFilters decide where traffic of the whole mesh goes. An attacker with this permission can redirect traffic of other teams, or disable mutual TLS and authorization.',
  remediation:
    'Grant the permission by RoleBindings in the namespaces of each team, and EnvoyFilters to cluster administrators only.',
  references: ['istio-security-best-practices', 'T1557', 'K02'],
  needs: ['rbac'],
  uses: ['istio', 'controlPlane', 'cluster', 'trust'],
  *run({ istio, ...parts }) {
    const { installed } = istio;
    if (installed.known && !installed.value)
      yield { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence };
    else if (!installed.known)
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
    else
      yield* evaluatePermission(parts, {
        requests: REQUESTS,
        reach: 'everywhere',
        may: 'modify the traffic configuration of Istio',
        everywhere: 'in every namespace',
        severity: 'medium',
      });
  },
});
