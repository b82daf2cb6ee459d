import { flagCheck } from '../families/flag-check.ts';
import { goSeconds as seconds } from '../../shared/duration.ts';

/** The benchmark names 300 s as a value for slow links. */
const LONGEST = 300;

export default flagCheck({
  id: 'api-server/request-timeout-long',
  title: 'Requests to the API server may take very long',
  severity: 'low',
  why: 'A slow request holds its place until it times out. Minutes of it, or no limit at all, let a few clients with bad lines or bad intentions take the places of all.',
  fix: 'Drop --request-timeout, which is one minute by default, or set it to five minutes at most.',
  references: ['CIS 1.2.20', 'kube-apiserver'],
  flag: 'request-timeout',
  bad: (value) => !(seconds(value) > 0 && seconds(value) <= LONGEST),
  fail: (instances) => `requests time out late${instances}`,
  pass: 'requests time out within five minutes',
});
