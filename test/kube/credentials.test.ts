import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { connect } from '../../src/kube/index.ts';
import { namesInKubeconfig } from '../../src/kube/names.ts';
import type { ConnectionIo, KubeClient } from '../../src/kube/types.ts';
import { home, HOME, TLS, TOKEN } from './rows/config.ts';
import { pem } from './support/certs.ts';
import { FAR_FUTURE, idToken, LONG_PAST } from './support/provider.ts';
import { stage, type Row, type Stage } from './support/rows.ts';
import { quietIo } from './support/server.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const open: { client: KubeClient; set: Stage }[] = [];
afterEach(() => {
  for (const { client, set } of open.splice(0)) {
    client.close();
    set.remove();
  }
});

async function client(
  row: Omit<Row, 'id'>,
  io: Partial<ConnectionIo> = {},
): Promise<{ client: KubeClient; set: Stage; stderr: PassThrough }> {
  const set = stage({ id: 'test', ...row }, world);
  const { stderr, ...quiet } = quietIo();
  const made = await connect(
    set.flags,
    { ...quiet, stderr, env: set.env, ...io },
    { serviceAccount: set.serviceAccount },
  );
  open.push({ client: made, set });
  world.seen.length = 0;
  return { client: made, set, stderr };
}

const seenLogins = () =>
  world.seen.map(({ authorization, clientCertificate }) => authorization ?? clientCertificate);
const exec = (more: object = {}) => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: '../../bin/plugin.mjs',
    interactiveMode: 'IfAvailable',
    ...more,
  },
});
const statuses = (...all: object[]) => ({ PLUGIN_STATUSES: JSON.stringify(all) });

describe('token files', () => {
  it('are not read for each request', async () => {
    const { client: kube, set } = await client({
      files: { ...home(TLS, { tokenFile: 'token' }), 'home/.kube/token': 'first' },
    });
    await kube.get('/version');
    writeFileSync(join(set.folder, 'home/.kube/token'), 'rejected');
    await kube.get('/version');

    expect(seenLogins()).toEqual(['Bearer first', 'Bearer first']);
  });

  it('that changed after a 401 are used at once', async () => {
    const { client: kube, set } = await client({
      files: { ...home(TLS, { tokenFile: 'token' }), 'home/.kube/token': 'rejected' },
    });
    await expect(kube.get('/version')).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/\(token file\): 401/),
    });
    writeFileSync(join(set.folder, 'home/.kube/token'), 'renewed');

    const { status } = await kube.get('/version');

    expect(status).toBe(200);
    expect(seenLogins()).toEqual(['Bearer rejected', 'Bearer rejected', 'Bearer renewed']);
  });
});

describe('exec plugins', () => {
  it('run once for many requests', async () => {
    const { client: kube, set } = await client({ files: home(TLS, exec()) });

    await Promise.all(Array.from({ length: 12 }, () => kube.get('/version')));

    expect(set.pluginRuns()).toHaveLength(1);
    expect(seenLogins()).toEqual(Array.from({ length: 12 }, () => 'Bearer from-plugin'));
  });

  it('run again when their credential has expired', async () => {
    const env = statuses(
      { token: 'old', expirationTimestamp: '2020-01-01T00:00:00Z' },
      { token: 'new', expirationTimestamp: '2100-01-01T00:00:00Z' },
    );
    const { client: kube, set } = await client({ files: home(TLS, exec()), env });
    for (let round = 0; round < 3; round++) await kube.get('/version');

    expect(seenLogins()).toEqual(['Bearer old', 'Bearer new', 'Bearer new']);
    expect(set.pluginRuns()).toHaveLength(2);
  });

  it('run only once more for many requests with a 401', async () => {
    const { client: kube, set } = await client({
      files: home(TLS, exec()),
      env: statuses({ token: 'rejected' }, { token: 'good' }),
    });

    const answers = await Promise.all(Array.from({ length: 5 }, () => kube.get('/version')));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(set.pluginRuns()).toHaveLength(2);
  });

  it('that fail after a rejected token fail every request, and none blocks', async () => {
    const { client: kube } = await client({
      files: home(TLS, exec()),
      env: statuses({ token: 'rejected' }, {}),
    });

    const answers = await Promise.allSettled(Array.from({ length: 14 }, () => kube.get('/version')));

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'));
    for (const answer of answers) expect(answer).toMatchObject({ reason: { code: 'credentials' } });
  });

  it('may return another client certificate: connections with the old one are not reused', async () => {
    const certificate = (name: string) => ({
      clientCertificateData: pem(`${name}.crt`),
      clientKeyData: pem(`${name}.key`),
    });
    const env = statuses(
      { ...certificate('alice'), expirationTimestamp: '2020-01-01T00:00:00Z' },
      certificate('bob'),
    );
    const { client: kube } = await client({ files: home(TLS, exec()), env });
    await kube.get('/version');
    await kube.get('/version');

    expect(seenLogins()).toEqual(['alice', 'bob']);
  });

  it('get the terminal state, which Never disables', async () => {
    const terminal = {
      stdin: Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream,
    };
    const interactive = [];
    for (const interactiveMode of ['IfAvailable', 'Always', 'Never']) {
      const { client: kube, set } = await client({ files: home(TLS, exec({ interactiveMode })) }, terminal);
      await kube.get('/version');
      interactive.push(
        set
          .pluginRuns()
          .map(({ execInfo }) => (execInfo as { spec: { interactive: boolean } }).spec.interactive),
      );
    }

    expect(interactive).toEqual([[true], [true], [false]]);
  });

  it('print their own text on stderr, and the error names the plugin', async () => {
    const { client: kube, stderr } = await client({
      files: home(TLS, exec()),
      env: { PLUGIN_EXIT: '1', PLUGIN_STDERR: 'please log in\n' },
    });

    await expect(kube.get('/version')).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/plugin\.mjs failed with exit code 1/),
    });
    expect((stderr.read() as Buffer).toString()).toBe('please log in\n');
  });

  it('that hang are stopped by Ctrl-C', async () => {
    const stop = new AbortController();
    const { client: kube } = await client(
      { files: home(TLS, exec({ command: 'sleep', args: ['600'] })) },
      { signal: stop.signal },
    );
    const waiting = kube.get('/version');
    setImmediate(() => stop.abort());

    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('not installed: the hint is that of the kubeconfig', async () => {
    const { client: kube } = await client({
      files: home(TLS, exec({ command: 'no-such-plugin', installHint: 'brew install it' })),
    });

    await expect(kube.get('/version')).rejects.toMatchObject({
      code: 'credentials',
      hint: 'brew install it',
    });
  });
});

describe('oidc', () => {
  const oidc = (more: object) => ({
    'auth-provider': {
      name: 'oidc',
      config: {
        'idp-issuer-url': 'https://127.0.0.1:%IDP%',
        'client-id': 'archmap',
        'client-secret': 's3cret',
        'idp-certificate-authority': '%CERTS%/ca.crt',
        'refresh-token': 'refresh-1',
        'id-token': idToken('old', LONG_PAST),
        ...more,
      },
    },
  });

  it('queries the provider once for many requests, and keeps the rest of the file', async () => {
    const { client: kube, set } = await client({ files: home(TLS, oidc({})) });
    const file = join(set.folder, HOME);
    const before = readFileSync(file, 'utf8');

    await Promise.all(Array.from({ length: 8 }, () => kube.get('/version')));

    const renewed = idToken('renewed', FAR_FUTURE);
    expect(new Set(seenLogins())).toEqual(new Set([`Bearer ${renewed}`]));
    expect(readFileSync(file, 'utf8')).toBe(
      before.replace(idToken('old', LONG_PAST), renewed).replace('refresh-1', 'refresh-2'),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('reports that the new refresh token cannot be saved, without the token', async () => {
    const {
      client: kube,
      set,
      stderr,
    } = await client({ files: { ...home(TLS, oidc({})), [`${HOME}.lock`]: '' } });
    const before = readFileSync(join(set.folder, HOME), 'utf8');

    await kube.get('/version');

    const written = String(stderr.read() as Buffer);
    expect(written).toMatch(/new refresh token could not be saved/);
    expect(written).not.toMatch(/refresh-[12]|eyJ/);
    expect(readFileSync(join(set.folder, HOME), 'utf8')).toBe(before);
  });
});

describe('anonymous requests', () => {
  const user = {
    ...TOKEN,
    'client-certificate': '%CERTS%/alice.crt',
    'client-key': '%CERTS%/alice.key',
    as: 'jane',
  };

  it('the probe sends no credential of the user, on a separate connection', async () => {
    const { client: kube } = await client({ files: home(TLS, user) });
    await kube.get('/version');

    const answer = await kube.probe('/version');

    expect(answer).toMatchObject({ status: 200, body: expect.stringMatching(/^\{"major"/) });
    expect(world.seen).toEqual([
      {
        server: 'TLS',
        path: '/version',
        clientCertificate: 'alice',
        authorization: 'Bearer from-file',
        impersonate: { 'impersonate-user': ['jane'] },
        acceptEncoding: 'gzip',
      },
      { server: 'TLS', path: '/version', acceptEncoding: 'gzip' },
    ]);
  });

  it('a probe without a connection is a result', async () => {
    const { client: kube } = await client({ files: home({ server: 'https://127.0.0.1:%CLOSED%' }) });

    expect(await kube.probe('/version')).toEqual({
      status: 0,
      body: '',
      error: expect.stringMatching(/refused/),
    });
  });

  it.each([
    ['a matching CA', TLS, true],
    ['another CA', { ...TLS, 'certificate-authority': '%CERTS%/other-ca.crt' }, false],
    ['another name', { ...TLS, 'tls-server-name': 'nobody.archmap.test' }, false],
    ['no check required, and no CA', { server: TLS.server, 'insecure-skip-tls-verify': true }, false],
    ['through a proxy', { ...TLS, 'proxy-url': 'http://127.0.0.1:%PROXY%' }, true, {}],
  ])(
    'facts of the handshake: %s',
    async (_name, cluster, authorized, address = { remoteAddress: '127.0.0.1' }) => {
      const { client: kube } = await client({ files: home(cluster, user) });

      expect(await kube.tls()).toEqual({
        protocol: 'TLSv1.3',
        subject: 'CN=kube-apiserver',
        issuer: 'CN=archmap test CA',
        subjectAltNames: expect.arrayContaining(['DNS:localhost', 'IP Address:127.0.0.1']),
        notAfter: '2125-01-01T00:00:00.000Z',
        authorized,
        certificate: expect.any(Buffer),
        ...address,
      });
    },
  );

  it('no handshake over plain http; a refused connection is an error', async () => {
    const plain = await client({ files: home({ server: 'http://127.0.0.1:%PLAIN%' }) });
    const closed = await client({ files: home({ server: 'https://127.0.0.1:%CLOSED%' }) });

    expect(await plain.client.tls()).toBeUndefined();
    await expect(closed.client.tls()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('addresses of the server, unless a proxy resolves the name', async () => {
    const named = await client({ files: home({ ...TLS, server: 'https://localhost:%TLS%' }) });
    const numbered = await client({ files: home(TLS) });
    const proxied = await client({
      files: home({
        ...TLS,
        server: 'https://api.archmap.test:1',
        'proxy-url': 'socks5://127.0.0.1:%SOCKS%',
      }),
    });

    expect(await named.client.resolve()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:127\.0\.0\.1|::1)$/)]),
    );
    expect(await numbered.client.resolve()).toEqual(['127.0.0.1']);
    expect(await proxied.client.resolve()).toEqual([]);
  });
});

describe('connection info', () => {
  it.each([
    [
      'client certificate and token',
      { ...TOKEN, 'client-certificate': '%CERTS%/alice.crt', 'client-key': '%CERTS%/alice.key' },
    ],
    ['exec plugin.mjs', exec()],
    ['token', TOKEN],
    ['none', {}],
  ])('%s', async (credential, user) => {
    const { client: kube } = await client({
      files: home(
        {
          ...TLS,
          server: 'https://joe:pw@localhost:%TLS%/prefix',
          'proxy-url': 'http://user:pass@127.0.0.1:%PROXY%',
        },
        user,
        { namespace: 'n' },
      ),
    });

    const { TLS: port, PROXY: proxy } = world.ports;
    expect(kube.info).toEqual({
      server: `https://localhost:${port}/prefix`,
      context: 'x',
      cluster: 'c',
      user: 'u',
      namespace: 'n',
      insecureSkipTlsVerify: false,
      proxy: `http://127.0.0.1:${proxy}`,
      // A login in the URL takes precedence over everything else.
      credential: credential.startsWith('client certificate')
        ? 'client certificate and basic auth'
        : 'basic auth',
      inCluster: false,
      impersonates: false,
    });
    const { client: plainly } = await client({ files: home(TLS, user) });
    expect(plainly.info.credential).toBe(credential);
  });

  it('names for completion, of all files, sorted', async () => {
    const set = stage(
      {
        id: 'names',
        files: {
          'a.yaml': 'contexts: [{name: zeta}, {name: beta}]',
          'b.yaml': 'contexts: [{name: alpha}, {name: beta}]\nusers: [{name: u}]',
        },
      },
      world,
    );
    const env = { KUBECONFIG: `${set.folder}/a.yaml:${set.folder}/b.yaml:${set.folder}/none` };

    expect([await namesInKubeconfig('context', env), await namesInKubeconfig('user', env)]).toEqual([
      ['alpha', 'beta', 'zeta'],
      ['u'],
    ]);
    set.remove();
  });
});
