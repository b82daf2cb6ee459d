import type { Row } from '../support/rows.ts';
import { base64, pem } from '../support/certs.ts';
import { CA, config, DATA, HOME, home, one, TLS, TOKEN } from './config.ts';

const CERT_FILES = { 'client-certificate': 'pki/alice.crt', 'client-key': 'pki/alice.key' };
const PKI = {
  'home/.kube/pki/alice.crt': pem('alice.crt'),
  'home/.kube/pki/alice.key': pem('alice.key'),
  'home/.kube/pki/ca.crt': pem('ca.crt'),
};
const PREFIXED = { server: 'https://127.0.0.1:%TLS%/prefix/a', ...CA };

/** Which kubeconfig files are read, and their precedence. */
export const fileRows: readonly Row[] = [
  { id: 'home', files: home(TLS) },
  { id: 'no kubeconfig at all', files: {}, code: 'kubeconfig' },
  { id: 'empty kubeconfig', files: { [HOME]: '' }, code: 'kubeconfig' },
  {
    id: 'KUBECONFIG instead of home',
    files: { ...home(TLS), 'other.yaml': one(TLS, { token: 'from-other' }) },
    env: { KUBECONFIG: '%DIR%/other.yaml' },
  },
  {
    id: 'KUBECONFIG list: first wins, missing and empty ones skipped',
    files: {
      'a.yaml': config({ users: { u: { token: 'first' } }, current: 'x' }),
      'b.yaml': config({
        clusters: { c: TLS },
        users: { u: { token: 'second', as: 'nobody' } },
        contexts: { x: { cluster: 'c', user: 'u' }, y: { cluster: 'c', user: 'gone' } },
        current: 'y',
      }),
    },
    env: { KUBECONFIG: '%DIR%/missing.yaml::%DIR%/a.yaml:%DIR%/b.yaml:%DIR%/a.yaml' },
  },
  {
    id: 'KUBECONFIG list: current-context of a later file when the first has none',
    files: {
      'a.yaml': config({ clusters: { c: TLS } }),
      'b.yaml': config({ users: { u: TOKEN }, contexts: { x: { cluster: 'c', user: 'u' } }, current: 'x' }),
    },
    env: { KUBECONFIG: '%DIR%/a.yaml:%DIR%/b.yaml' },
  },
  {
    id: 'KUBECONFIG list: all missing',
    files: home(TLS),
    env: { KUBECONFIG: '%DIR%/no.yaml:%DIR%/none.yaml' },
    code: 'kubeconfig',
  },
  {
    id: '--kubeconfig instead of KUBECONFIG',
    files: { ...home(TLS), 'a.yaml': one(TLS, { token: 'a' }), 'b.yaml': one(TLS, { token: 'b' }) },
    env: { KUBECONFIG: '%DIR%/a.yaml' },
    flags: { kubeconfig: '%DIR%/b.yaml' },
  },
  {
    id: '--kubeconfig missing',
    files: home(TLS),
    flags: { kubeconfig: '%DIR%/none.yaml' },
    code: 'kubeconfig',
  },
  { id: '--kubeconfig is a folder', files: home(TLS), flags: { kubeconfig: '%DIR%' }, code: 'kubeconfig' },
  {
    id: 'relative paths count from the file',
    files: { ...home({ ...TLS, 'certificate-authority': 'pki/ca.crt' }, CERT_FILES), ...PKI },
  },
  {
    id: 'relative paths count from their own file of a list',
    files: {
      'one/a.yaml': config({
        clusters: { c: { ...TLS, 'certificate-authority': '../two/ca.crt' } },
        current: 'x',
      }),
      'two/b.yaml': config({
        users: { u: { tokenFile: 'token' } },
        contexts: { x: { cluster: 'c', user: 'u' } },
      }),
      'two/ca.crt': pem('ca.crt'),
      'two/token': 'two\n',
    },
    env: { KUBECONFIG: '%DIR%/one/a.yaml:%DIR%/two/b.yaml' },
  },
  {
    id: 'data for CA and client certificate',
    files: home({ server: TLS.server, 'certificate-authority-data': base64(pem('ca.crt')) }, DATA),
  },
  {
    id: 'data and file for the CA',
    files: home({ ...TLS, 'certificate-authority-data': base64(pem('ca.crt')) }),
    code: 'kubeconfig',
  },
  {
    id: 'data and file for the client certificate',
    files: { ...home(TLS, { ...CERT_FILES, ...DATA }), ...PKI },
    code: 'kubeconfig',
  },
  {
    id: 'data that is not base64',
    files: home({ server: TLS.server, 'certificate-authority-data': '%%%' }),
    code: 'kubeconfig',
  },
  { id: 'CA file missing', files: home({ ...TLS, 'certificate-authority': 'none.crt' }), code: 'kubeconfig' },
  {
    id: 'CA file without a certificate',
    files: { ...home({ ...TLS, 'certificate-authority': 'none.crt' }), 'home/.kube/none.crt': 'nothing' },
    code: 'kubeconfig',
  },
  { id: 'client certificate missing', files: home(TLS, CERT_FILES), code: 'credentials' },
  {
    id: 'client certificate without key',
    files: { ...home(TLS, { 'client-certificate': 'pki/alice.crt' }), ...PKI },
    code: 'kubeconfig',
  },
  {
    id: 'broken YAML',
    files: { [HOME]: 'apiVersion: v1\nusers:\n- name: u\n  user: {token: secret-in-the-file\n' },
    code: 'kubeconfig',
  },
  { id: 'tab in YAML', files: { [HOME]: 'apiVersion: v1\nusers:\n\t- name: u\n' }, code: 'kubeconfig' },
  {
    id: 'a file of another kind',
    files: { [HOME]: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } } },
    code: 'kubeconfig',
  },
  { id: 'a token that is a number', files: home(TLS, { token: 12345 }), code: 'kubeconfig' },
  {
    id: 'a name twice',
    files: {
      [HOME]: {
        ...one(TLS),
        clusters: [
          { name: 'c', cluster: TLS },
          { name: 'c', cluster: TLS },
        ],
      },
    },
    code: 'kubeconfig',
  },
  {
    id: 'server with a path and a trailing slash',
    files: home({ ...PREFIXED, server: `${PREFIXED.server}/` }),
  },
];
