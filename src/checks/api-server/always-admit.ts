import { defineCheck } from '../define.ts';
import { judgePlugin } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/always-admit',
  title: 'The plugin AlwaysAdmit is on',
  severity: 'low',
  why: 'AlwaysAdmit was meant for tests and does nothing; other plugins still decide. Whoever switched it on believed something about this cluster that is not so, and its name makes auditors ask.',
  fix: 'Take AlwaysAdmit out of --enable-admission-plugins.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.10' },
    {
      framework: 'docs',
      id: 'Admission controllers',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane: { apiServer } }) {
    yield judgePlugin(apiServer, 'AlwaysAdmit', {
      wanted: false,
      fail: 'the plugin AlwaysAdmit is on',
      pass: 'the plugin AlwaysAdmit is off',
    });
  },
});
