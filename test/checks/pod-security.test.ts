import { describe, expect, it } from '@jest/globals';
import { apiServerLease, object, pod, snapshotOf } from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { checkOf, evaluate } from '../support/example.ts';

const FLAGS = {
  'enable-admission-plugins': 'NodeRestriction',
  'disable-admission-plugins': '',
  'admission-control-config-file': '',
  'feature-gates': '',
};
const lease = apiServerLease('apiserver-1', 'cp-1');
const namespace = (labels: Record<string, string>) =>
  object('v1', 'Namespace', 'shop', { metadata: { labels } });
const level = (name: string) => namespace({ 'pod-security.kubernetes.io/enforce': name });
const web = pod('web', { namespace: 'shop' });

function verdict(shop: ReturnType<typeof level>, evidence: EvidenceDocument): string {
  const found = evaluate(checkOf('namespaces/pod-security-unset'), snapshotOf(evidence, shop, web, lease));
  const fail = found.find((each) => each.verdict === 'fail');
  return fail
    ? `fail ${fail.severity}`
    : (found
        .map((each) => each.verdict)
        .sort()
        .at(-1) ?? '');
}
const at = (
  version: string | undefined,
  flags: Record<string, string> | undefined = FLAGS,
): EvidenceDocument => ({
  ...(version && { version }),
  ...(flags && { flags }),
});

describe('a Pod Security level', () => {
  it.each<[string, string, EvidenceDocument]>([
    ['in a release that has it', 'pass', at('v1.30.4')],
    ['in an older release', 'fail high', at('v1.21.14')],
    [
      'in an older release, with the PodSecurityPolicy plugin enabled',
      'unknown',
      at('v1.21.14', { ...FLAGS, 'enable-admission-plugins': 'PodSecurityPolicy' }),
    ],
    ['in 1.22, disabled by default', 'fail high', at('v1.22.17')],
    ['in 1.22, enabled', 'pass', at('v1.22.17', { ...FLAGS, 'feature-gates': 'A=true,PodSecurity=true' })],
    ['in 1.22, with AllAlpha', 'pass', at('v1.22.17', { ...FLAGS, 'feature-gates': 'AllAlpha=true' })],
    [
      'in 1.22, enabled, with the plugin disabled',
      'fail high',
      at('v1.22.17', {
        ...FLAGS,
        'feature-gates': 'PodSecurity=true',
        'disable-admission-plugins': 'A,PodSecurity',
      }),
    ],
    ['in 1.23, enabled by default', 'pass', at('v1.23.17')],
    ['in 1.23, without AllBeta', 'fail high', at('v1.23.17', { ...FLAGS, 'feature-gates': 'AllBeta=false' })],
    [
      'in 1.23, by the last value',
      'fail high',
      at('v1.23.17', { ...FLAGS, 'feature-gates': 'PodSecurity=true,PodSecurity=false' }),
    ],
    ['in 1.24, disabled', 'fail high', at('v1.24.17', { ...FLAGS, 'feature-gates': 'PodSecurity=false' })],
    [
      'with the plugin disabled',
      'fail high',
      at('v1.36.1', { ...FLAGS, 'disable-admission-plugins': 'PodSecurity' }),
    ],
    [
      'with an admission configuration that may contain exemptions',
      'unknown',
      at('v1.36.1', { ...FLAGS, 'admission-control-config-file': '/etc/a.yaml' }),
    ],
    ['without observed flags', 'unknown', { version: 'v1.36.1' }],
    ['in an unknown release', 'unknown', at(undefined)],
  ])('%s: %s', (_, expected, evidence) => {
    expect(verdict(level('restricted'), evidence)).toBe(expected);
  });

  it.each<[string, string, ReturnType<typeof level>]>([
    ['privileged enforces nothing', 'fail low', level('privileged')],
    ['with an invalid value', 'unknown', level('Baseline')],
    ['with an empty value', 'unknown', level('')],
    [
      'that only warns enforces nothing',
      'fail medium',
      namespace({
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
      }),
    ],
    [
      'in an annotation enforces nothing',
      'fail medium',
      object('v1', 'Namespace', 'shop', {
        metadata: { annotations: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      }),
    ],
    [
      'of an older version is enforced',
      'pass',
      namespace({
        'pod-security.kubernetes.io/enforce': 'baseline',
        'pod-security.kubernetes.io/enforce-version': 'v1.24',
      }),
    ],
  ])('%s: %s', (_, expected, shop) => {
    expect(verdict(shop, at('v1.36.1'))).toBe(expected);
  });
});
