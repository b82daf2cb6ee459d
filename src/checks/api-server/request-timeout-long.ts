import { flagCheck } from '../families/flag-check.ts';
import { goSeconds as seconds } from '../../shared/duration.ts';

/** The benchmark names 300 s as a value for slow links. */
const LONGEST = 300;

export default flagCheck({
  id: 'api-server/request-timeout-long',
  title: 'Excessive request timeout (--request-timeout) on kube-apiserver',
  control: 'Request timeout (--request-timeout)',
  severity: 'low',
  why: 'Slow requests occupy a request slot until the timeout. A few slow or malicious clients can exhaust all slots and block other clients.',
  remediation: 'Remove `--request-timeout` (default: `1m0s`), or set it to at most `5m`.',
  references: ['CIS 1.2.20', 'kube-apiserver'],
  flag: 'request-timeout',
  bad: (value) => !(seconds(value) > 0 && seconds(value) <= LONGEST),
  fail: (instances) => `--request-timeout is 0 or above 5m${instances}`,
  pass: '--request-timeout is 5m or less',
});
