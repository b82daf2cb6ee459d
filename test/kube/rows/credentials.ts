import type { Row } from '../support/rows.ts';
import { base64, pem } from '../support/certs.ts';
import { FAR_FUTURE, idToken, LONG_PAST } from '../support/provider.ts';
import { config, HOME, home, TLS } from './config.ts';

const V1 = 'client.authentication.k8s.io/v1';
const ALICE = { 'client-certificate': '%CERTS%/alice.crt', 'client-key': '%CERTS%/alice.key' };
const status = (...statuses: object[]) => ({ PLUGIN_STATUSES: JSON.stringify(statuses) });
const BOB = { clientCertificateData: pem('bob.crt'), clientKeyData: pem('bob.key') };

function exec(more: object = {}, user: object = {}): object {
  return {
    exec: { apiVersion: V1, command: '../../bin/plugin.mjs', interactiveMode: 'Never', ...more },
    ...user,
  };
}

function oidc(more: object): object {
  const settings = {
    'idp-issuer-url': 'https://127.0.0.1:%IDP%',
    'client-id': 'archmap',
    'client-secret': 's3cret',
    'idp-certificate-authority': '%CERTS%/ca.crt',
  };
  return { 'auth-provider': { name: 'oidc', config: { ...settings, ...more } } };
}

const EXPIRED = idToken('old', LONG_PAST);
const VALID = idToken('still-good', FAR_FUTURE);

/** The identity that the API server authenticates. */
export const credentialRows: readonly Row[] = [
  { id: 'token', files: home(TLS, { token: 'abc' }) },
  { id: 'token file', files: { ...home(TLS, { tokenFile: 'token' }), 'home/.kube/token': '  in-a-file \n' } },
  {
    id: 'token file beside a token',
    files: { ...home(TLS, { tokenFile: 'token', token: 'plain' }), 'home/.kube/token': 'in-a-file' },
  },
  { id: 'token file missing beside a token', files: home(TLS, { tokenFile: 'token', token: 'plain' }) },
  { id: 'token file missing', files: home(TLS, { tokenFile: 'token' }), code: 'credentials' },
  {
    id: '--token beside a token file',
    files: { ...home(TLS, { tokenFile: 'token' }), 'home/.kube/token': 'in-a-file' },
    flags: { token: 'from-flag' },
  },
  { id: 'client certificate', files: home(TLS, ALICE) },
  {
    id: 'client certificate that is no certificate',
    files: { ...home(TLS, { 'client-certificate': 'a', 'client-key': 'a' }), 'home/.kube/a': 'nothing' },
    code: 'credentials',
  },
  {
    id: 'client certificate with the key of another',
    files: home(TLS, { ...ALICE, 'client-key': '%CERTS%/bob.key' }),
    code: 'credentials',
  },
  { id: 'a token with a line break', files: home(TLS, { token: 'two\nlines' }), code: 'credentials' },
  { id: 'basic auth with letters beyond ASCII', files: home(TLS, { username: 'jürgen', password: 'größe' }) },
  { id: 'basic auth', files: home(TLS, { username: 'flora', password: 'pass:word' }) },
  { id: 'basic auth without a password', files: home(TLS, { username: 'flora' }) },
  { id: 'token and basic auth', files: home(TLS, { token: 'abc', username: 'flora' }), code: 'kubeconfig' },
  {
    id: 'user and password in the server URL',
    files: home({ ...TLS, server: 'https://jo:s%%20t@127.0.0.1:%TLS%'.replace('%%', '%') }),
  },
  {
    id: 'no user, private CA',
    files: { [HOME]: config({ clusters: { c: TLS }, contexts: { x: { cluster: 'c' } }, current: 'x' }) },
    code: 'credentials',
    differs: {
      why: 'kubectl asks for a user name and password; we go without and say so',
      ours: [{ server: 'TLS', path: '/version', acceptEncoding: 'gzip' }],
    },
  },
  {
    id: 'no user, private CA, --token',
    files: { [HOME]: config({ clusters: { c: TLS }, contexts: { x: { cluster: 'c' } }, current: 'x' }) },
    flags: { token: 'from-flag' },
  },
  { id: 'a rejected token', files: home(TLS, { token: 'rejected' }), code: 'credentials' },
  { id: 'exec v1', files: home(TLS, exec()) },
  {
    id: 'exec v1beta1',
    files: home(
      TLS,
      exec({ apiVersion: 'client.authentication.k8s.io/v1beta1', interactiveMode: undefined }),
    ),
  },
  {
    id: 'exec v1 without interactiveMode',
    files: home(TLS, exec({ interactiveMode: undefined })),
    code: 'kubeconfig',
  },
  {
    id: 'exec v1alpha1',
    files: home(TLS, exec({ apiVersion: 'client.authentication.k8s.io/v1alpha1' })),
    code: 'kubeconfig',
  },
  {
    id: 'exec: arguments and environment',
    files: home(TLS, exec({ args: ['get', '--x=y z'], env: [{ name: 'PLUGIN_COLOR', value: 'blue' }] })),
  },
  {
    id: 'exec: found on PATH',
    files: home(TLS, exec({ command: 'plugin.mjs' })),
    env: { PATH: '%DIR%/bin:/usr/bin:/bin' },
  },
  {
    id: 'exec: cluster information',
    files: home(
      {
        ...TLS,
        'tls-server-name': 'api.archmap.test',
        'proxy-url': 'http://127.0.0.1:%PROXY%',
        'disable-compression': true,
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'us', n: 1 } }],
      },
      exec({ provideClusterInfo: true }),
    ),
  },
  {
    id: 'exec: cluster information without anything',
    files: home({ server: TLS.server, 'insecure-skip-tls-verify': true }, exec({ provideClusterInfo: true })),
  },
  { id: 'exec: client certificate', files: home(TLS, exec()), env: status(BOB) },
  {
    id: 'exec: client certificate and token',
    files: home(TLS, exec()),
    env: status({ ...BOB, token: 'both' }),
  },
  {
    id: 'exec: reads stdin although there is none',
    files: home(TLS, exec({ interactiveMode: 'IfAvailable' })),
    env: { PLUGIN_STDIN: '1' },
  },
  {
    id: 'exec: Always without a terminal',
    files: home(TLS, exec({ interactiveMode: 'Always' })),
    code: 'credentials',
  },
  {
    id: 'exec: not installed',
    files: home(TLS, exec({ command: 'no-such-plugin', installHint: 'get it' })),
    code: 'credentials',
  },
  {
    id: 'exec: fails',
    files: home(TLS, exec()),
    env: { PLUGIN_EXIT: '3', PLUGIN_STDERR: 'please log in' },
    code: 'credentials',
  },
  {
    id: 'exec: prints nonsense',
    files: home(TLS, exec()),
    env: { PLUGIN_TEXT: 'token: secret-in-the-answer' },
    code: 'credentials',
  },
  {
    id: 'exec: answers in YAML',
    files: home(TLS, exec()),
    env: { PLUGIN_TEXT: `kind: ExecCredential\napiVersion: ${V1}\nstatus:\n  token: from-yaml\n` },
  },
  {
    id: 'exec: answers in another version',
    files: home(TLS, exec()),
    env: { PLUGIN_VERSION: 'client.authentication.k8s.io/v1beta1' },
    code: 'credentials',
  },
  { id: 'exec: no credential', files: home(TLS, exec()), env: status({}), code: 'credentials' },
  {
    id: 'exec: certificate without key',
    files: home(TLS, exec()),
    env: status({ clientCertificateData: BOB.clientCertificateData }),
    code: 'credentials',
  },
  {
    id: 'exec: expiring token is used',
    files: home(TLS, exec()),
    env: status({ token: 'short', expirationTimestamp: '2100-01-01T00:00:00Z' }),
  },
  {
    id: 'exec: 401, then a better token',
    files: home(TLS, exec()),
    env: status({ token: 'rejected' }, { token: 'better' }),
    code: 'credentials',
    differs: {
      why: 'kubectl fetches the new token too late for the request that failed; we repeat it once',
      ours: [
        { server: 'TLS', path: '/version', authorization: 'Bearer rejected', acceptEncoding: 'gzip' },
        { server: 'TLS', path: '/version', authorization: 'Bearer better', acceptEncoding: 'gzip' },
      ],
    },
  },
  {
    id: 'exec: 401 again and again',
    files: home(TLS, exec()),
    env: status({ token: 'rejected' }),
    code: 'credentials',
    differs: { why: 'as above: one more request', ours: 'credentials' },
  },
  { id: 'exec is not run beside a token', files: home(TLS, exec({}, { token: 'abc' })) },
  { id: 'exec is not run beside a client certificate', files: home(TLS, exec({}, ALICE)) },
  { id: 'exec is not run over plain http', files: home({ server: 'http://127.0.0.1:%PLAIN%' }, exec()) },
  { id: 'oidc: a valid id-token', files: home(TLS, oidc({ 'id-token': VALID })) },
  {
    id: 'oidc: an expired id-token is renewed and saved',
    files: home(TLS, oidc({ 'id-token': EXPIRED, 'refresh-token': 'refresh-1' })),
    after: { file: HOME, holds: [idToken('renewed', FAR_FUTURE), 'refresh-2'] },
  },
  {
    id: 'oidc: a public client',
    files: home(
      TLS,
      oidc({ 'id-token': EXPIRED, 'refresh-token': 'refresh-1', 'client-id': 'public', 'client-secret': '' }),
    ),
  },
  {
    id: 'oidc: CA as data',
    files: home(
      TLS,
      oidc({
        'id-token': EXPIRED,
        'refresh-token': 'refresh-1',
        'idp-certificate-authority': '',
        'idp-certificate-authority-data': base64(pem('ca.crt')),
      }),
    ),
  },
  { id: 'oidc: no refresh-token', files: home(TLS, oidc({ 'id-token': EXPIRED })), code: 'credentials' },
  {
    id: 'oidc: a refresh-token that is refused',
    files: home(TLS, oidc({ 'id-token': EXPIRED, 'refresh-token': 'used-up' })),
    code: 'credentials',
  },
  {
    id: 'oidc: provider of another CA',
    files: home(
      TLS,
      oidc({
        'id-token': EXPIRED,
        'refresh-token': 'refresh-1',
        'idp-certificate-authority': '%CERTS%/other-ca.crt',
      }),
    ),
    code: 'tls',
  },
  {
    id: 'oidc: no client-id',
    files: home(TLS, oidc({ 'client-id': '', 'id-token': VALID })),
    code: 'kubeconfig',
  },
  {
    id: 'an auth-provider that kubectl dropped',
    files: home(TLS, { 'auth-provider': { name: 'gcp', config: { 'access-token': 'a' } } }),
    code: 'kubeconfig',
  },
];
