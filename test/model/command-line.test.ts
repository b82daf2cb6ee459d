import { describe, expect, it } from '@jest/globals';
import { parseArgv } from '../../src/model/control-plane/sources/command/argv.ts';
import { effectiveValue } from '../../src/model/control-plane/sources/flag-values.ts';
import { createProjector } from '../../src/snapshot/index.ts';
import type { ContainerRecord, PodRecord } from '../../src/snapshot/records/index.ts';

interface Line {
  image?: string;
  command?: readonly string[];
  args?: readonly string[];
  env?: readonly object[];
  envFrom?: readonly object[];
}

/** The container as recorded in a snapshot. */
function kept(line: Line): ContainerRecord {
  const raw = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'kube-system' },
    spec: { containers: [{ name: 'c', image: 'registry.k8s.io/kube-apiserver:v1.37.2', ...line }] },
  };
  const record = createProjector().project(raw)?.record as PodRecord;
  return record.template.containers[0] as ContainerRecord;
}

/** A flag as `value`, `value?` if something not visible may change it, `absent`, or `?` if it may nevertheless be set. */
function flag(name: string, line: Line, program = 'kube-apiserver'): string | undefined {
  const parsed = parseArgv(program, kept(line));
  if (!parsed) return undefined;
  const values = parsed.flags.get(name);
  if (!values) return parsed.hidden ? '?' : 'absent';
  return `${effectiveValue(name, values)}${parsed.open.has(name) ? '?' : ''}`;
}

const script = (text: string, ...positional: readonly string[]): Line => ({
  command: ['/bin/sh', '-c', text, ...positional],
});

describe('which argument is the program', () => {
  it.each<[string, Line]>([
    ['the first', { command: ['kube-apiserver', '--profiling=false'] }],
    ['with its path', { command: ['/usr/local/bin/kube-apiserver', '--profiling=false'] }],
    ['at the root', { command: ['/kube-apiserver', '--profiling=false'] }],
    ['in the arguments', { args: ['kube-apiserver', '--profiling=false'] }],
    [
      'after go-runner',
      { command: ['/go-runner', '--log-file=/l', '--', 'kube-apiserver', '--profiling=false'] },
    ],
    [
      'after an option with a value',
      { command: ['go-runner', '--log-file', '/l', 'kube-apiserver', '--profiling=false'] },
    ],
    ['after tini', { command: ['/sbin/tini', '--', 'kube-apiserver', '--profiling=false'] }],
    ['after env', { command: ['env', '-u', 'X', 'A=b', 'kube-apiserver', '--profiling=false'] }],
    ['after timeout', { command: ['timeout', '-k', '5', '300', 'kube-apiserver', '--profiling=false'] }],
    [
      'after nice',
      { command: ['nice', '-n', '-19', 'ionice', '-c2', '-n0', 'kube-apiserver', '--profiling=false'] },
    ],
    ['of hyperkube', { command: ['/hyperkube', 'kube-apiserver', '--profiling=false'] }],
    ['of hyperkube with its own name', { command: ['/hyperkube', 'apiserver', '--profiling=false'] }],
    ['of hyperkube with flags', { command: ['hyperkube', '--v=2', 'apiserver', '--profiling=false'] }],
    [
      'of an image of hyperkube',
      { image: 'gcr.io/google_containers/hyperkube:v1.8.5', args: ['apiserver', '--profiling=false'] },
    ],
    ['of a script', script('kube-apiserver --profiling=false')],
    [
      'of a script, with exec',
      script('exec kube-apiserver --profiling=false 1>>/var/log/kube-apiserver.log 2>&1'),
    ],
    [
      'of a script with a preceding command',
      script('mkdir -p /x && echo ok; exec kube-apiserver --profiling=false'),
    ],
    [
      'of a script with several lines',
      script('# a comment\nset -x\nexec kube-apiserver \\\n  --v=2 \\\n  --profiling=false\n'),
    ],
    [
      'of a script with options',
      { command: ['bash', '-e', '-o', 'pipefail', '-c'], args: ['exec kube-apiserver --profiling=false'] },
    ],
    ['of a script in a script', script(`sh -c 'exec kube-apiserver --profiling=false'`)],
    ['of a script, quoted', script(`exec "kube-apiserver" '--profiling=false'`)],
    ['of arguments of a script', script('exec "$@"', 'x', 'kube-apiserver', '--profiling=false')],
    [
      'of arguments of a script, including the name',
      script('exec "$0" "$@"', 'kube-apiserver', '--profiling=false'),
    ],
    ['in a branch', script('if [ -f /x ]; then exec kube-apiserver --profiling=false; fi')],
    ['of a wrapper', { command: ['/start.sh', 'kube-apiserver', '--profiling=false'] }],
    [
      'of a wrapper after dashes',
      { command: ['/opt/run', '--fast', '--', 'kube-apiserver', '--profiling=false'] },
    ],
    [
      'of OpenShift',
      {
        command: ['/bin/bash', '-ec'],
        args: [
          'exec watch-termination --file=/x -- hyperkube kube-apiserver --openshift-config=/c --profiling=false',
        ],
      },
    ],
  ])('%s', (_, line) => expect(flag('profiling', line)).toMatch(/^false\??$/));

  it.each<[string, string, Line]>([
    ['a value of a flag', 'etcd', { command: ['kube-apiserver', '--etcd-prefix=/registry/etcd'] }],
    ['a value of a flag, by itself', 'etcd', { command: ['kube-apiserver', '--etcd-prefix', 'etcd'] }],
    ['a directory of a tool', 'etcd', { command: ['etcdutl', 'defrag', '--data-dir', '/var/lib/etcd'] }],
    ['an operand of a tool', 'etcd', { command: ['etcdctl', 'snapshot', 'save', 'etcd'] }],
    ['a bucket of a manager', 'etcd', script('exec /etcd-manager --backup-store=s3://state/backups/etcd')],
    ['text printed by a shell', 'kube-apiserver', script('echo kube-apiserver --profiling=false')],
    ['a command that a shell looks up', 'kube-apiserver', script('command -v kube-apiserver')],
    ['a process that a shell kills', 'kube-apiserver', script('pkill kube-apiserver')],
    ['quoted text', 'kube-apiserver', script(`logger 'exec kube-apiserver --profiling=false'`)],
    ['a comment', 'kube-apiserver', script('# kube-apiserver --profiling=false\nsleep 1')],
    ['a target of a redirection', 'etcd', script('cat x > etcd')],
    ['another command of hyperkube', 'kube-apiserver', { command: ['/hyperkube', 'controller-manager'] }],
    ['another program', 'kube-apiserver', { command: ['/kube-apiserver-proxy', 'kube-controller-manager'] }],
    [
      'etcd as a gateway',
      'etcd',
      { image: 'etcd:3.5', command: ['etcd', 'grpc-proxy', 'start', '--endpoints=x'] },
    ],
    ['a directory after exec', 'etcd', script('exec du -s /var/lib/etcd')],
  ])('is not %s', (_, program, line) => expect(parseArgv(program, kept(line))).toBeUndefined());
});

describe('parts that are not visible', () => {
  it.each<[string, Line, string, string]>([
    ['nothing', { command: ['kube-apiserver', '--profiling=false'] }, 'false', 'absent'],
    ['a script without such parts', script('exec kube-apiserver --profiling=false'), 'false', 'absent'],
    ['a variable after', script('exec kube-apiserver --profiling=false $EXTRA'), 'false?', '?'],
    ['a variable after, quoted', script('exec kube-apiserver --profiling=false "$EXTRA"'), 'false?', '?'],
    ['a variable in braces', script('exec kube-apiserver --profiling=false ${EXTRA:-}'), 'false?', '?'],
    ['a variable before', script('exec kube-apiserver $EXTRA --profiling=false'), 'false', '?'],
    ['a command', script('exec kube-apiserver --profiling=false $(cat /flags)'), 'false?', '?'],
    ['a command in backticks', script('exec kube-apiserver --profiling=false `cat /flags`'), 'false?', '?'],
    [
      'arguments of the script, without any',
      script('exec kube-apiserver --profiling=false "$@"'),
      'false',
      'absent',
    ],
    [
      'arguments of the script',
      script('exec kube-apiserver --profiling=false "$@"', 'x', '--profiling=true'),
      'true',
      'absent',
    ],
    [
      'arguments after set',
      script('set -- $(cat /f); exec kube-apiserver --profiling=false "$@"'),
      'false?',
      '?',
    ],
    ['a sourced file', script('. /etc/env; exec kube-apiserver --profiling=false'), 'false?', '?'],
    ['eval', script('eval "$X"; exec kube-apiserver --profiling=false'), 'false?', '?'],
    [
      'a variable of the script',
      script('E=--profiling=true; exec kube-apiserver --profiling=false $E'),
      'true',
      'absent',
    ],
    [
      'a variable of the script, in a branch',
      script('[ -f x ] && E=--profiling=true; kube-apiserver --profiling=false $E'),
      'false?',
      '?',
    ],
    ['a value that may be split', script('exec kube-apiserver --profiling=false --v=$V'), 'false?', '?'],
    [
      'a value that is not split',
      script('exec kube-apiserver --profiling=false --v="$V"'),
      'false',
      'absent',
    ],
    ['a wrapper', { command: ['/start.sh', 'kube-apiserver', '--profiling=false'] }, 'false?', '?'],
    [
      'a wrapper started by a shell',
      { command: ['sh', '/start.sh', 'kube-apiserver', '--profiling=false'] },
      'false?',
      '?',
    ],
    ['the image', { args: ['--profiling=false'] }, 'false?', '?'],
    [
      'a reference to an unset variable',
      { command: ['kube-apiserver', '--profiling=false', '$(EXTRA)'] },
      'false',
      'absent',
    ],
    [
      'a reference to a variable',
      {
        command: ['kube-apiserver', '--profiling=false', '$(EXTRA)'],
        env: [{ name: 'EXTRA', value: '--profiling=true' }],
      },
      'true',
      'absent',
    ],
    [
      'a reference to a variable of a variable',
      {
        command: ['kube-apiserver', '--profiling=false', '$(EXTRA)'],
        env: [
          { name: 'P', value: 'true' },
          { name: 'EXTRA', value: '--profiling=$(P)' },
        ],
      },
      'true',
      'absent',
    ],
    [
      'a reference to a ConfigMap',
      {
        command: ['kube-apiserver', '--profiling=false', '$(EXTRA)'],
        env: [{ name: 'EXTRA', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }],
      },
      'false?',
      '?',
    ],
    [
      'a reference with envFrom',
      {
        command: ['kube-apiserver', '--profiling=false', '$(EXTRA)'],
        envFrom: [{ configMapRef: { name: 'c' } }],
      },
      'false?',
      '?',
    ],
    [
      'a field of the pod, which is a single word',
      {
        command: ['kube-apiserver', '--profiling=false', '--advertise-address=$(IP)'],
        env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
      },
      'false',
      'absent',
    ],
    [
      'an annotation of the pod',
      {
        command: ['kube-apiserver', '--profiling=false', '$(X)'],
        env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['x']" } } }],
      },
      'false?',
      '?',
    ],
    [
      'one of two',
      script('if x; then kube-apiserver --profiling=true; else kube-apiserver --profiling=false; fi'),
      'false?',
      '?',
    ],
    ['a function', script('f() { true; }; kube-apiserver --profiling=false'), 'false?', '?'],
    [
      'a here-document',
      script('cat <<E >/x\nkube-apiserver\nE\nkube-apiserver --profiling=false'),
      'false?',
      '?',
    ],
    [
      'more than the recorded length',
      { command: ['kube-apiserver', '--profiling=false', `--x=${'y'.repeat(20_000)}`] },
      'false?',
      '?',
    ],
  ])('%s', (_, line, profiling, other) => {
    expect([flag('profiling', line), flag('token-auth-file', line)]).toEqual([profiling, other]);
  });

  it('may append to a list at any position', () => {
    expect(flag('authorization-mode', script('kube-apiserver $X --authorization-mode=Node,RBAC'))).toBe(
      'Node,RBAC?',
    );
  });
});

describe('syntax of flags', () => {
  const of = (...words: readonly string[]): Line => ({ command: ['kube-apiserver', ...words] });
  it.each<[string, string, Line, string]>([
    [
      'a value that looks like a flag',
      'token-auth-file',
      of('--token-auth-file', '--profiling'),
      '--profiling',
    ],
    ['one dash is not a flag in pflag', 'profiling', of('-profiling=false'), 'absent'],
    ['an argument after two dashes is not a flag', 'profiling', of('--', '--profiling=false'), 'absent'],
    ['arguments between flags', 'profiling', of('--v', '2', 'x', '--profiling=false'), 'false'],
    [
      'a deprecated name',
      'encryption-provider-config',
      of('--experimental-encryption-provider-config=/e'),
      '/e',
    ],
    ['the deprecated name of the insecure port', 'insecure-port', of('--port=8080'), '8080'],
    [
      'quotes that no shell removes and that CSV parsing removes',
      'authorization-mode',
      of('--authorization-mode="RBAC"'),
      'RBAC',
    ],
    [
      'quotes that CSV has around a field',
      'etcd-servers',
      of('--etcd-servers="https://a:1","https://b:1"'),
      'https://a:1,https://b:1',
    ],
  ])('%s', (_, name, line, value) => expect(flag(name, line)).toBe(value));

  const etcd = (...words: readonly string[]): Line => ({
    image: 'etcd:3.5.21-0',
    command: ['etcd', ...words],
  });
  it.each<[string, string, Line, string]>([
    ['one dash', 'client-cert-auth', etcd('-client-cert-auth'), 'true'],
    ['one dash with a value', 'name', etcd('-name', 'x', '--client-cert-auth'), 'x'],
    [
      'no flags after an argument that is not a flag',
      'client-cert-auth',
      etcd('x', '--client-cert-auth'),
      'absent',
    ],
    ['a name of etcd 2', 'trusted-ca-file', etcd('--ca-file=/ca'), '/ca'],
  ])('of etcd: %s', (_, name, line, value) => expect(flag(name, line, 'etcd')).toBe(value));
});
