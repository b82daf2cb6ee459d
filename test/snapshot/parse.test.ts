import { describe, expect, it } from '@jest/globals';
import {
  createMetricsParser,
  flagzComponent,
  flagzName,
  parseFlagz,
  parseHealth,
  parseVersion,
} from '../../src/snapshot/index.ts';

const METRICS = `apiserver_audit_event_total 0
# HELP apiserver_request_total [STABLE] Counter
# TYPE apiserver_request_total counter
apiserver_request_total{code="200",verb="GET"} 10
apiserver_request_total{code="404",verb="GET"} 5
# TYPE apiserver_storage_transformation_operations_total counter
apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="to_storage",transformer_prefix="k8s:enc:aescbc:v1:"} 12
apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="to_storage",transformer_prefix="my-key-name:"} 12
apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="to_storage",transformer_prefix=""} 1
apiserver_encryption_config_controller_last_config_info{apiserver_id_hash="sha256:abc",hash="sha256:def"} 1
apiserver_admission_controller_admission_duration_seconds_bucket{name="NodeRestriction",le="0.1"} 3
apiserver_admission_controller_admission_duration_seconds_sum{name="NodeRestriction"} 0.1
apiserver_admission_controller_admission_duration_seconds_count{name="NodeRestriction",operation="CREATE"} 7
some_other_metric{a="b"} 1
aggregator_unavailable_apiservice{name="a\\"b\\\\c"} NaN
apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 1.5e+06 1700000000000
broken{a=b} 1
process_start_time_seconds 1.7e+09`;

describe('metrics', () => {
  const parse = (text: string, size: number, ended = true) => {
    const parser = createMetricsParser();
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += size) parser.push(bytes.subarray(i, i + size));
    return parser.finish(ended);
  };

  it('keeps selected samples, histograms as counts, and no key names', () => {
    expect(parse(METRICS, METRICS.length)).toEqual({
      instanceHash: 'sha256:abc',
      complete: true,
      families: {
        apiserver_request_total: [{ labels: {}, value: 15 }],
        apiserver_storage_transformation_operations_total: [
          {
            labels: {
              resource: 'secrets',
              status: 'OK',
              transformation_type: 'to_storage',
              transformer_prefix: 'k8s:enc:aescbc:v1:',
            },
            value: 12,
          },
          {
            labels: {
              resource: 'secrets',
              status: 'OK',
              transformation_type: 'to_storage',
              transformer_prefix: '',
            },
            value: 1,
          },
        ],
        apiserver_encryption_config_controller_last_config_info: [{ labels: {}, value: 1 }],
        apiserver_admission_controller_admission_duration_seconds_count: [
          { labels: { name: 'NodeRestriction', operation: 'CREATE' }, value: 7 },
        ],
        apiserver_storage_size_bytes: [{ labels: { storage_cluster_id: 'etcd-0' }, value: 1_500_000 }],
        process_start_time_seconds: [{ labels: {}, value: 1_700_000_000 }],
      },
    });
  });

  it('is the same for any chunk sizes', () => {
    const whole = parse(METRICS, METRICS.length);
    for (const size of [1, 2, 7, 64]) expect(parse(METRICS, size)).toEqual(whole);
  });

  it('is not complete when the stream broke off, or was not from the API server', () => {
    expect(parse(METRICS.slice(0, 400), 64, false)).toMatchObject({ complete: false });
    expect(parse('# TYPE x counter\nx 1\n', 64)).toMatchObject({ complete: false, families: {} });
    expect(parse(METRICS, 64, false).families).not.toHaveProperty('process_start_time_seconds');
  });

  it.each([
    [
      'ends in the middle of the families, with valid syntax',
      METRICS.slice(0, METRICS.indexOf('some_other')),
      false,
    ],
    ['ends before the late family', METRICS.slice(0, METRICS.indexOf('process_')), false],
    ['ends with a later family', `${METRICS}\nworkqueue_depth{name="x"} 0\n`, true],
    ['ends with the trailer of OpenMetrics', 'apiserver_request_total 1\n# EOF\n', true],
    ['has lost a line', `${METRICS.replace('some_other_metric', 'x'.repeat(70_000))}\n`, false],
    ['is a gateway error page', '<html><body>Please log in</body></html>', false],
    [
      'exceeds the series limit of a family',
      `apiserver_request_total 1\n${Array.from({ length: 6_000 }, (_, i) => `apiserver_audit_level_total{a="${i}"} 1\n`).join('')}workqueue_depth 0\n`,
      false,
    ],
  ])('text that %s', (_what, text, complete) => {
    expect(parse(text, 4_096).complete).toBe(complete);
  });

  it('survives an endless line', () => {
    const parser = createMetricsParser();
    for (let i = 0; i < 100; i++) parser.push('x'.repeat(10_000));
    parser.push('\napiserver_request_total 1\n');
    expect(parser.finish(true).families).toEqual({ apiserver_request_total: [{ labels: {}, value: 1 }] });
  });
});

describe('flagz', () => {
  const wanted = {
    'anonymous-auth': 'true',
    'etcd-servers': '[https://127.0.0.1:2379]',
    'audit-policy-file': '',
    'service-account-issuer': 'https://***@x',
    'token-auth-file': '/etc/t.csv',
  };
  const given = { ...wanted, 'service-account-issuer': 'https://u:p@x' };

  it.each([
    [':', 'flags'],
    [': ', 'flagz'],
    ['=', 'flags'],
    [' ', 'flags'],
    [' ', 'flagz'],
  ])('text with separator %j under the title of %s', (separator, title) => {
    const lines = Object.entries(given).map(([name, value]) => `${name}${separator}${value}`.trimEnd());
    const text = `\nkube-apiserver ${title}\nWarning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees.\n\n${lines.join('\n')}\n`;
    expect(parseFlagz(text)).toEqual(wanted);
  });

  it.each(['config.k8s.io/v1beta1', 'config.k8s.io/v1alpha1'])('JSON of %s', (apiVersion) => {
    expect(
      parseFlagz(
        JSON.stringify({ kind: 'Flagz', apiVersion, metadata: { name: 'kube-apiserver' }, flags: given }),
      ),
    ).toEqual(wanted);
  });

  it.each([
    '',
    'ok',
    '{}',
    '{"kind":"Status"}',
    '{broken',
    '404 page not found',
    '<html>\n<title>flagz</title>\nuser: ann\npassword: x\n',
    `kube-apiserver flagz\n${Array.from({ length: 3_000 }, (_, i) => `flag-${i}=1`).join('\n')}`,
  ])('is undefined for %j', (text) => {
    expect(parseFlagz(text)).toBeUndefined();
  });

  it('returns the component', () => {
    expect(flagzName('\nkubelet flagz\nWarning: x\n')).toBe('kubelet');
    expect(flagzName('{"kind":"Flagz","metadata":{"name":"apiserver"},"flags":{"name":"x"}}')).toBe(
      'apiserver',
    );
    expect(flagzName('{"kind":"Flagz","flags":{"name":"x"}}')).toBeUndefined();
  });

  it('returns the component of the flags', () => {
    expect(flagzComponent(wanted)).toBe('kube-apiserver');
    expect(flagzComponent({ 'container-runtime-endpoint': 'unix:///run/x.sock' })).toBe('kubelet');
    expect(flagzComponent({ v: '2' })).toBeUndefined();
  });
});

describe('health and version', () => {
  it('reads the checks of a verbose answer', () => {
    expect(
      parseHealth(
        '/readyz?verbose',
        500,
        '[+]ping ok\n[-]etcd failed: reason withheld\n[+]kms-providers excluded: ok\nreadyz check failed\n',
      ),
    ).toEqual({
      path: '/readyz?verbose',
      status: 500,
      checks: [
        { name: 'ping', ok: true },
        { name: 'etcd', ok: false },
        { name: 'kms-providers', ok: true },
      ],
    });
    expect(parseHealth('/readyz?verbose', 401, '{"kind":"Status"}').checks).toEqual([]);
  });

  it('reads /version', () => {
    expect(
      parseVersion({
        major: '1',
        minor: '37',
        gitVersion: 'v1.37.2',
        emulationMajor: '1',
        emulationMinor: '36',
        gitTreeState: 'clean',
      }),
    ).toEqual({ gitVersion: 'v1.37.2', emulationVersion: '1.36' });
    expect(parseVersion({ kind: 'Status' })).toBeUndefined();
    expect(parseVersion({ gitVersion: 'Bearer abc' })).toBeUndefined();
  });
});
