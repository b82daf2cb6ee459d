import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/node-restriction-off',
  title: 'The NodeRestriction admission plugin is off',
  severity: 'high',
  why: 'A node holds credentials for the API. NodeRestriction confines them to the node itself and its own pods. Without it one broken-into node can relabel others, pull pods with Secrets onto itself, and spread.',
  fix: 'Add NodeRestriction to --enable-admission-plugins of the API server.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.14' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'NodeRestriction',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane }) {
    const on = controlPlane.apiServer.admission('NodeRestriction');
    if (!on.known) yield { verdict: 'unknown', at, message: on.reason, settle: on.settle };
    else if (on.value)
      yield {
        verdict: 'pass',
        at,
        message: 'nodes may change themselves and their own pods only',
        evidence: on.evidence,
      };
    else
      yield {
        verdict: 'fail',
        at,
        message: 'nodes are not confined to their own objects: NodeRestriction is off',
        evidence: on.evidence,
      };
  },
});
