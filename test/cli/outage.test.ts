/** The command line against servers that fail or are not what they seem. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wholeCluster } from '../collect/support/cluster.ts';
import type { FakeServer, FakeSettings, Override } from '../collect/support/server.ts';
import { fakeServer, sendJson, sendStatus } from '../collect/support/server.ts';
import { certsFolder, pem } from '../kube/support/certs.ts';
import type { Ended } from './support/in-process.ts';
import { archmap } from './support/in-process.ts';

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4tb2YtdGhlLXRlc3RzIn0.c2lnbmF0dXJlLW9mLWFubg';

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'archmap-outage-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function against(
  settings: FakeSettings,
  run: (args: readonly string[], server: FakeServer) => Promise<void>,
) {
  const server = await fakeServer({ ...settings, tls: { key: pem('server.key'), cert: pem('server.crt') } });
  try {
    await run(
      ['--server', server.url, '--certificate-authority', `${certsFolder}/ca.crt`, '--token', TOKEN],
      server,
    );
  } finally {
    await server.close();
  }
}

const failing =
  (code: number, keep = /^\/(?:version|api|apis)$/): Override =>
  ({ path }, response) => {
    if (keep.test(path)) return false;
    response.setHeader('retry-after', '0');
    return sendStatus(response, code, 'not now');
  };

const lines = ({ stderr }: Ended): string[] => stderr.trimEnd().split('\n');

describe('an outage', () => {
  it.each([403, 500, 503, 504])(
    'of everything but discovery, %d, exits a gate with 2 and two lines',
    async (code) => {
      await against(wholeCluster({ override: failing(code) }), async (args) => {
        const ended = await archmap(['check', ...args]);
        expect(ended.code).toBe(2);
        expect(lines(ended)).toHaveLength(2);
        expect(lines(ended)[0]).toMatch(
          /^error: no check at or above --fail-on could be evaluated: (permission denied for )?\d+ collectors/,
        );
        expect(lines(ended)[1]).toMatch(/^hint: {2}\S/);
        // The available part is printed.
        expect(ended.stdout).not.toBe('');
        expect((await archmap(['check', ...args, '--fail-on', 'none'])).code).toBe(0);
      });
    },
  );

  it('is no successful run in SARIF and JUnit, live and saved', async () => {
    await against(wholeCluster({ override: failing(500) }), async (args) => {
      const out = (name: string) => join(work, name);
      const formats = ['sarif', 'junit', 'json'].flatMap((format) => [
        '-o',
        `${format}=${out(`blind.${format}`)}`,
      ]);
      expect((await archmap(['check', ...args, ...formats])).code).toBe(2);
      expect(readFileSync(out('blind.sarif'), 'utf8')).toContain('"executionSuccessful": false');
      expect(readFileSync(out('blind.junit'), 'utf8')).toMatch(/<testsuites [^>]*errors="1"/);
      const again = await archmap(['report', out('blind.json'), '--fail-on', 'high', '-o', 'sarif']);
      expect(again.code).toBe(2);
      expect(again.stdout).toContain('"executionSuccessful": false');
      const compared = await archmap(['diff', out('blind.json'), out('blind.json'), '--fail-on', 'high']);
      expect(compared.code).toBe(2);
      expect(compared.stderr).toContain('error: no check at or above --fail-on could be evaluated');
    });
  });

  it('with a risk that is visible without access exits with 1', async () => {
    await against(wholeCluster({ override: failing(500) }), async ([server = '', url = '', ...rest]) => {
      const login = rest.slice(rest.indexOf('--token'));
      const ended = await archmap([
        'check',
        server,
        url,
        '--insecure-skip-tls-verify',
        ...login,
        '-o',
        'sarif',
      ]);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain('client/tls-unverified');
      expect(ended.stdout).toContain('"executionSuccessful": true');
    });
  });

  it('of a part leaves the gate to the rest, and reports the part', async () => {
    await against(wholeCluster({ override: failing(500, /^(?!.*\/(?:pods|roles)$)/) }), async (args) => {
      const ended = await archmap(['check', ...args, '-o', 'sarif']);
      expect([0, 1]).toContain(ended.code);
      expect(ended.stdout).toContain('"executionSuccessful": true');
      expect(ended.stderr).toMatch(/^warning: \d+ results? at or above high .*: pods[,;]/m);
      const complete = await archmap(['check', ...args, '--fail-on', 'none', '--require-complete']);
      expect(complete.code).toBe(3);
      // None of the selected checks could be evaluated.
      expect((await archmap(['check', ...args, '--only', 'identities/secret-readers'])).code).toBe(2);
    });
  });
});

describe("a server that echoes the user's credential", () => {
  /** In every place that is kept, printed or reported as a reason; as it was sent, and in base64. */
  const echo: Override = ({ path, method, authorization = '' }, response) => {
    const both = `${authorization} ${Buffer.from(authorization).toString('base64')} ${Buffer.from(authorization.slice(7)).toString('base64url')}`;
    const item = (namespace?: string) => ({
      metadata: {
        name: `x ${both}`,
        ...(namespace && { namespace }),
        labels: { app: both },
        annotations: { 'kubernetes.io/description': both },
      },
      spec: { containers: [{ name: both, image: both }] },
    });
    if (method !== 'GET') return false;
    switch (path) {
      case '/version':
        return sendJson(response, 200, { major: '1', minor: '37', gitVersion: `v1.37.2 ${both}` });
      case '/api/v1/nodes':
        return sendJson(response, 200, { kind: 'NodeList', apiVersion: 'v1', items: [item()] });
      case '/api/v1/pods':
        return sendJson(response, 200, { kind: 'PodList', apiVersion: 'v1', items: [item(both)] });
      case '/api/v1/services':
        return sendJson(response, 200, { kind: both, items: [] });
      case '/api/v1/secrets':
        return sendStatus(response, 403, `user with ${both} may not`);
      case '/apis/apps/v1/deployments':
        return sendStatus(response, 500, both);
      case '/flagz':
        return sendJson(response, 200, { kind: 'Flagz', flags: { 'etcd-servers': both, x: authorization } });
      case '/metrics':
        response
          .writeHead(200)
          .end(`apiserver_request_total 1\nkubernetes_build_info{git_version="${both}"} 1\nzz 1\n`);
        return true;
      case '/readyz':
        response.writeHead(500).end(`[-]etcd failed\n[+]${both.replaceAll(' ', '-')} ok\n`);
        return true;
      default:
        return false;
    }
  };
  const pieces = [TOKEN, Buffer.from(TOKEN).toString('base64')].flatMap((text) =>
    [0, 30, 60].map((from) => text.slice(from, from + 24)),
  );

  it('leaks it into no output and no saved file', async () => {
    await against(wholeCluster({ override: echo }), async (args, { requests }) => {
      const file = join(work, 'echo.archmap.gz');
      const runs = [
        await archmap(['snapshot', ...args, '-o', file]),
        await archmap(args),
        await archmap(['check', ...args, '-o', 'json', '--fail-on', 'none']),
        await archmap(['get', 'nodes', ...args, '-o', 'wide']),
        await archmap(['get', 'nodes', ...args, '-v=9']),
      ];
      expect(requests.some(({ authorization }) => authorization === `Bearer ${TOKEN}`)).toBe(true);
      const texts = [
        ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]),
        gunzipSync(readFileSync(file)).toString('utf8'),
      ];
      expect(texts.join('\n')).toContain('***');
      for (const text of texts) for (const piece of pieces) expect(text).not.toContain(piece);
    });
  });
});
