import { GET_FLAGZ, LIST_PODS } from '../../model/settle.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/authorization-mode',
  title: 'The API server does not authorise requests by RBAC and Node rules',
  severity: 'high',
  why: 'Authorisation decides what a known user may do. AlwaysAllow lets every account, down to the last workload, do everything. Without RBAC no right can be limited; without the Node authorizer each node may read the Secrets of all others.',
  fix: 'Start the API server with --authorization-mode=Node,RBAC, or with an AuthorizationConfiguration that names both and never AlwaysAllow.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.6' },
    { framework: 'CIS 1.12', id: '1.2.7' },
    { framework: 'CIS 1.12', id: '1.2.8' },
    { framework: 'NSA/CISA', id: 'Authentication and authorization' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
  ],
  union: [353],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane }) {
    const { authorizers } = controlPlane.apiServer;
    if (!authorizers.known) {
      yield { verdict: 'unknown', at, message: authorizers.reason, settle: authorizers.settle };
      return;
    }
    const { evidence, value: modes } = authorizers;
    if (modes.includes('AlwaysAllow')) {
      yield {
        verdict: 'fail',
        at,
        detail: 'AlwaysAllow',
        severity: 'critical',
        message: 'every authenticated request is allowed (AlwaysAllow)',
        evidence,
      };
      return;
    }
    // A file or a metric shows only authorizers that have decided something: what is not listed may still be there.
    const complete = evidence.every(({ witness }) => witness !== 'metrics');
    const missing = ['Node', 'RBAC'].filter((mode) => !modes.includes(mode));
    if (missing.length === 0) {
      yield { verdict: 'pass', at, message: `requests are authorised by ${modes.join(', ')}`, evidence };
    } else if (complete) {
      yield {
        verdict: 'fail',
        at,
        detail: missing.join(','),
        rows: missing.map((mode) => (mode === 'Node' ? '1.2.7' : '1.2.8')),
        message: `${missing.join(' and ')} authorisation is off (modes: ${modes.join(', ') || 'none'})`,
        evidence,
      };
      const rows = [
        '1.2.6',
        ...(modes.includes('Node') ? ['1.2.7'] : []),
        ...(modes.includes('RBAC') ? ['1.2.8'] : []),
      ];
      yield {
        verdict: 'pass',
        at,
        message: `requests are authorised by ${modes.join(', ') || 'nothing else'}`,
        rows,
        evidence,
      };
    } else {
      yield {
        verdict: 'unknown',
        at,
        message: `${missing.join(' and ')} made no decision so far, which does not prove that it is off`,
        settle: [GET_FLAGZ, LIST_PODS],
        evidence,
      };
    }
  },
});
