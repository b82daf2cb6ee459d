import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Result } from '../../src/result/types.ts';
import { archmap } from '../cli/support/in-process.ts';
import { installs } from './lib/installs.ts';
import { ensureHelm, manifestsOf } from './lib/upstream.ts';

/** High and critical risks on them that are risks of the installation itself, as `check: kind namespace/name`. */
const confirmed: Readonly<Record<string, readonly string[]>> = {
  // A quick start: whoever reaches the server uses its permissions, without a login.
  'Argo Workflows': [
    'addons/argo-workflows-server-auth: Deployment argo/argo-server',
    'identities/secret-readers: ServiceAccount argo/argo-server',
  ],
  // The project ended in March 2026.
  'ingress-nginx': ['addons/ingress-nginx-retired: Deployment ingress-nginx/ingress-nginx-controller'],
};

let helm = '';
let objects = 0;
let high = 0;

beforeAll(async () => {
  helm = await ensureHelm();
}, 1_200_000);

afterAll(() => {
  console.log(`${high} high or critical risks on ${objects} objects of unmodified installations`);
});

it.each(installs)(
  '%s is recognized with its version, and has no high risk that is not confirmed',
  async (name, upstream, expected) => {
    const text = await manifestsOf(upstream, helm);
    const { stdout } = await archmap(['check', '--from', '-', '-o', 'json', '--fail-on', 'none'], {
      stdin: text,
    });
    const { addons, verdicts } = JSON.parse(stdout) as Result;
    const risks = verdicts
      .filter(
        ({ verdict, severity }) => verdict === 'fail' && (severity === 'high' || severity === 'critical'),
      )
      .map(
        ({ check, object }) =>
          `${check}: ${object?.kind ?? ''} ${object?.namespace ?? ''}/${object?.name ?? ''}`,
      );
    objects += (text.match(/^kind: /gm) ?? []).length;
    high += risks.length;
    expect(
      addons
        .map(({ id, version = '?' }) => `${id} ${version}`)
        .sort()
        .join(', '),
    ).toBe(expected);
    expect(risks.sort()).toEqual(confirmed[name] ?? []);
  },
  300_000,
);
