import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/weak-tls-version',
  title: 'The API server accepts TLS 1.0 or 1.1',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known weaknesses and are retired (RFC 8996). Somebody between a client and the API server can push the connection down to them.',
  fix: 'Drop --tls-min-version or set it to VersionTLS12 or VersionTLS13.',
  references: ['CIS 1.2.29', 'K07'],
  flag: 'tls-min-version',
  bad: (value) => value === 'VersionTLS10' || value === 'VersionTLS11',
  fail: (instances) => `connections with retired TLS versions are accepted${instances}`,
  pass: 'TLS 1.2 or later is demanded',
});
