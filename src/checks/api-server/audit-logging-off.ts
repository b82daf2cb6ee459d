import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

const FAULTS = {
  off: 'no audit trail is written: neither a policy nor a backend is set',
  'no-backend': 'an audit policy is set but no backend: no event is written anywhere',
  'no-policy': 'an audit backend is set but no policy: no event is ever recorded',
  discarded: 'the audit log is written to a device file, which keeps nothing',
  'drops-all': 'the audit policy drops every event (level None)',
} as const;

export default defineCheck({
  id: 'api-server/audit-logging-off',
  title: 'The API server keeps no audit trail',
  severity: 'medium',
  why: 'After an incident the audit trail is what tells who did what. Without it a stolen credential, a deleted namespace or a read Secret leaves no trace, and nobody can say how far an intruder got.',
  fix: 'Set --audit-policy-file together with --audit-log-path or --audit-webhook-config-file on every API server, and ship the log off the node.',
  references: ['CIS 1.2.16', 'CIS 3.2.1', 'NSA Audit logging and threat detection', 'K10'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { audit } = controlPlane.apiServer;
    if (!audit.known) {
      yield { verdict: 'unknown', at, message: audit.reason, requires: audit.requires };
    } else if (audit.value === 'on') {
      yield { verdict: 'pass', at, message: 'audit events are recorded', evidence: audit.evidence };
    } else {
      yield {
        verdict: 'fail',
        at,
        detail: audit.value,
        message: FAULTS[audit.value],
        evidence: audit.evidence,
      };
    }
  },
});
