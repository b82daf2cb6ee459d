import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/driver-receives-api-tokens',
  title: 'CSI driver receives API server tokens of Pods',
  control: 'Tokens for CSI drivers',
  severity: 'low',
  why: 'The driver receives a ServiceAccount token of every Pod that mounts its volumes. With the audience of the API server, a compromised driver has the permissions of these Pods.',
  remediation:
    'Set `tokenRequests[].audience` of the CSIDriver to the audience of the service that the driver authenticates to.',
  references: ['csi-token-requests'],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const asking = storage.drivers.filter(({ tokenAudiences = [] }) => tokenAudiences.length > 0);
    const findings = asking
      .filter(({ tokenAudiences = [] }) => tokenAudiences.some(isOfApiServer))
      .map(({ name, tokenAudiences = [] }): Finding => ({
        verdict: 'fail',
        at: { kind: 'CSIDriver', name },
        message: `tokenRequests contains the audience ${tokenAudiences.includes('') ? '"" (the API server)' : 'of the API server'}`,
        evidence: [
          observed(`csidriver ${name}`, `audiences ${tokenAudiences.map((one) => `"${one}"`).join(', ')}`),
        ],
      }));
    yield* orPass(findings, storage.drivers.length, {
      none: 'no CSIDriver',
      pass: 'no CSIDriver receives tokens with the default audience of the API server',
      source: 'csidrivers',
    });
  },
});

/** An empty audience is that of the API server; the names are its usual issuers. */
function isOfApiServer(audience: string): boolean {
  return audience === '' || /^(?:https:\/\/)?kubernetes\.default\.svc(?:\.|\/|$)/.test(audience);
}
