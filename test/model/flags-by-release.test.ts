import { describe, expect, it } from '@jest/globals';
import type { FlagAnswer } from '../../src/model/types.ts';
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from './support/cluster.ts';
import { CONTROL_PLANE, modelOf, node, staticPod } from './support/cluster.ts';
import { GET_VERSION } from '../../src/model/requirements.ts';

const HOST = node('cp-1', { labels: CONTROL_PLANE });
const planeOf = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  modelOf(evidence, HOST, ...objects).controlPlane;
const pod = (program: string, tag: string, flags: readonly string[] = []) =>
  staticPod(program, 'cp-1', flags, { image: `registry.k8s.io/${program}:${tag}` });
const value = (answer: FlagAnswer) =>
  answer.known ? answer.observations.map((observation) => observation.value).join('|') : answer.reason;

describe('the default of a flag', () => {
  it.each<[string, string, string, string]>([
    ['kube-apiserver', 'v1.19.16', 'insecure-port', '8080'],
    ['kube-apiserver', 'v1.20.15', 'insecure-port', '0'],
    ['kube-apiserver', 'v1.37.2', 'insecure-port', ''],
    ['kube-apiserver', 'v1.18.20', 'basic-auth-file', ''],
    ['kube-apiserver', 'v1.19.16', 'service-account-extend-token-expiration', 'false'],
    ['kube-apiserver', 'v1.20.15', 'service-account-extend-token-expiration', 'true'],
    ['kube-apiserver', 'v1.19.16', 'enable-priority-and-fairness', 'false'],
    ['kube-apiserver', 'v1.35.0', 'audit-log-maxage', '0'],
    ['kube-apiserver', 'v1.36.0', 'audit-log-maxage', '366'],
    ['kube-controller-manager', 'v1.11.10', 'secure-port', '0'],
    ['kube-controller-manager', 'v1.12.10', 'secure-port', '10257'],
    ['kube-controller-manager', 'v1.21.14', 'port', '10252'],
    ['kube-controller-manager', 'v1.22.17', 'port', ''],
    ['kube-scheduler', 'v1.12.10', 'secure-port', '0'],
    ['kube-scheduler', 'v1.13.12', 'secure-port', '10259'],
    ['kube-scheduler', 'v1.22.17', 'port', '10251'],
    ['kube-scheduler', 'v1.23.17', 'port', ''],
    ['kube-scheduler', 'v1.16.15', 'profiling', 'false'],
    ['kube-scheduler', 'v1.17.17', 'profiling', 'true'],
  ])('of %s %s: --%s is %s', (program, tag, flag, expected) => {
    const { apiServer, controllerManager, scheduler } = planeOf({}, pod(program, tag));
    const part =
      { 'kube-apiserver': apiServer, 'kube-controller-manager': controllerManager }[program] ?? scheduler;
    expect(value(part.flag(flag))).toBe(expected);
  });

  it('is unknown without the version, with this reason', () => {
    const { apiServer, scheduler } = planeOf(
      {},
      pod('kube-apiserver', 'stable'),
      pod('kube-scheduler', 'stable'),
    );
    for (const answer of [apiServer.flag('audit-log-maxage'), scheduler.flag('port')])
      expect(answer).toMatchObject({
        known: false,
        reason: expect.stringContaining('depends on the version'),
        requires: [GET_VERSION],
      });
    expect(value(apiServer.flag('profiling'))).toBe('true');
  });

  it('depends on the image of a controller, else on the server, which may be one minor version newer', () => {
    expect(
      value(
        planeOf({ version: 'v1.22.17' }, pod('kube-controller-manager', 'v1.21.14')).controllerManager.flag(
          'port',
        ),
      ),
    ).toBe('10252');
    expect(
      value(
        planeOf({ version: 'v1.24.17' }, pod('kube-controller-manager', 'x')).controllerManager.flag('port'),
      ),
    ).toBe('');
    expect(
      planeOf({ version: 'v1.22.17' }, pod('kube-controller-manager', 'x')).controllerManager.flag('port')
        .known,
    ).toBe(false);
  });

  it('does not parse a date as a version', () => {
    expect(planeOf({}, pod('kube-scheduler', '2026.11.1')).scheduler.flag('port').known).toBe(false);
  });

  it('is that of each server during an upgrade', () => {
    const two = [
      pod('kube-apiserver', 'v1.36.6'),
      staticPod('kube-apiserver', 'cp-2', [], { image: 'x/kube-apiserver:v1.35.9' }),
    ];
    const { apiServer } = planeOf({ version: 'v1.36.6' }, node('cp-2', { labels: CONTROL_PLANE }), ...two);
    expect(value(apiServer.flag('audit-log-maxage'))).toBe('366|0');
  });

  it('is irrelevant where the release has no such flag, whatever the script or command line contains', () => {
    const hidden = staticPod('kube-apiserver', 'cp-1', []);
    (hidden['spec'] as { containers: object[] }).containers[0] = {
      name: 'a',
      image: 'registry.k8s.io/kube-apiserver:v1.37.2',
      command: ['/start.sh', 'kube-apiserver'],
    };
    expect(value(planeOf({ version: 'v1.37.2' }, hidden).apiServer.flag('basic-auth-file'))).toBe('');
    expect(
      value(
        planeOf({}, pod('kube-controller-manager', 'v1.22.17', ['--port=10252'])).controllerManager.flag(
          'port',
        ),
      ),
    ).toBe('');
  });
});

describe('a file instead of flags', () => {
  it('hides the settings of the scheduler, except its bind address', () => {
    const { scheduler } = planeOf(
      {},
      pod('kube-scheduler', 'v1.22.17', [
        '--config=/c.yaml',
        '--profiling=false',
        '--bind-address=127.0.0.1',
      ]),
    );
    expect(value(scheduler.flag('profiling'))).toContain('/c.yaml');
    expect(value(scheduler.flag('port'))).toContain('/c.yaml');
    expect(value(scheduler.flag('bind-address'))).toBe('127.0.0.1');
  });
});

describe('admission plugins', () => {
  const admits = (plugin: string, tag: string, flags: readonly string[] = []) => {
    const answer = planeOf({}, pod('kube-apiserver', tag, flags)).apiServer.admission(plugin);
    return answer.known ? answer.value : answer.reason;
  };

  it.each<[string, string, string, readonly string[], boolean]>([
    ['enabled by default since 1.23', 'PodSecurity', 'v1.23.17', [], true],
    ['not present before', 'PodSecurity', 'v1.22.17', [], false],
    [
      'enabled by the flag',
      'NodeRestriction',
      'v1.30.0',
      ['--enable-admission-plugins=NodeRestriction'],
      true,
    ],
    [
      'enabled and disabled',
      'NodeRestriction',
      'v1.30.0',
      ['--enable-admission-plugins=NodeRestriction', '--disable-admission-plugins=NodeRestriction'],
      false,
    ],
    ['in the old list', 'NodeRestriction', 'v1.10.13', ['--admission-control=NodeRestriction'], true],
    ['not in the old list', 'NamespaceLifecycle', 'v1.37.2', ['--admission-control=NodeRestriction'], false],
  ])('%s', (_, plugin, tag, flags, on) => expect(admits(plugin, tag, flags)).toBe(on));

  it('are unknown where they depend on an unknown version', () => {
    expect(admits('PodSecurity', 'stable')).toContain('depends on the version');
    expect(admits('NamespaceLifecycle', 'stable')).toBe(true);
  });

  it('come from the effective list', () => {
    const { plugins } = planeOf(
      {},
      pod('kube-apiserver', 'v1.10.13', ['--admission-control=AlwaysAdmit']),
    ).apiServer;
    expect(value(plugins)).toBe('AlwaysAdmit');
  });
});

describe('two pods for one server', () => {
  it('are both evaluated and reported', () => {
    const duplicate = staticPod('kube-apiserver', 'cp-1', ['--profiling=true'], {
      name: 'a-kube-apiserver-cp-1',
    });
    const { apiServer } = planeOf(
      { version: 'v1.37.2' },
      pod('kube-apiserver', 'v1.37.2', ['--profiling=false']),
      duplicate,
    );
    expect(value(apiServer.flag('profiling'))).toBe('false|true');
    expect(apiServer.notes[0]).toContain('a-kube-apiserver-cp-1 claims to be the API server of cp-1, too');
    expect(apiServer.replicas).toMatchObject({ known: true, value: 1 });
  });

  it('are ignored if the server itself reports its flags', () => {
    const duplicate = staticPod('kube-apiserver', 'cp-1', ['--profiling=true'], {
      name: 'a-kube-apiserver-cp-1',
    });
    const { apiServer } = planeOf(
      { flags: { profiling: 'false' } },
      pod('kube-apiserver', 'v1.37.2'),
      duplicate,
    );
    expect(value(apiServer.flag('profiling'))).toBe('false');
  });
});
