import { describe, expect, it } from '@jest/globals';
import { redactArgs, redactText, redactValue } from '../../src/snapshot/redact.ts';
import { looksRandom } from '../../src/snapshot/redact/patterns.ts';

const JWT = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.c2lnbmF0dXJlLWlzLWhlcmU';
const AWS = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzEXAMPLEKEY';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq\nx9\n-----END RSA PRIVATE KEY-----';

describe('redactArgs masks', () => {
  it.each([
    ['--token=abc123', '--token=***'],
    ['--bearer-token=s3cr3t', '--bearer-token=***'],
    ['--password=hunter2', '--password=***'],
    ['--password=12345', '--password=***'],
    ['--db_password=hunter2', '--db_password=***'],
    ['--clientSecret=hunter2', '--clientSecret=***'],
    ['--cookie-secret=abcdefghij', '--cookie-secret=***'],
    ['--client-secret=x', '--client-secret=***'],
    ['--etcd-s3-access-key=AK', '--etcd-s3-access-key=***'],
    ['--etcd-s3-secret-key=xyz', '--etcd-s3-secret-key=***'],
    ['--certificate-key=0123456789abcdef0123456789abcdef', '--certificate-key=***'],
    ['--agent-token=K10abcdef', '--agent-token=***'],
    ['-password=x', '-password=***'],
    ['--header=Authorization: Bearer abcdef123456', '--header=Authorization: Bearer ***'],
    [
      '--datastore-endpoint=postgres://k3s:p@ss/w0rd@db:5432/kine',
      '--datastore-endpoint=postgres://***@db:5432/kine',
    ],
    ['--datastore-endpoint=mysql://u:p@tcp(db:3306)/k', '--datastore-endpoint=mysql://***@tcp(db:3306)/k'],
    ['--dsn=u:longpass@tcp(db:3306)/k', '--dsn=***@tcp(db:3306)/k'],
    ['--webhook=https://h/x?a=1&token=abc&b=2', '--webhook=https://h/x?a=1&token=***&b=2'],
    ['https://h/auth?rd=/x&jwt=abc', 'https://h/auth?rd=/x&jwt=***'],
    ['https://h/auth?session=abc&session_id=d&b=2', 'https://h/auth?session=***&session_id=***&b=2'],
    ['https://h/auth?otp=123456;sid=9', 'https://h/auth?otp=***'],
    [`--arg=${JWT}`, '--arg=***'],
    ['--aws=AKIAIOSFODNN7EXAMPLE', '--aws=***'],
    [`--aws=${AWS}`, '--aws=***'],
    ['--gh=ghp_0123456789abcdefghijABCDEFGHIJ012345', '--gh=***'],
    ['--slack=xoxb-1234567890-abcdefgh', '--slack=***'],
    ['--vault=hvs.CAESIJabcdefghijklmnop', '--vault=***'],
    ['--join=abcdef.0123456789abcdef', '--join=***'],
    [PEM, '***'],
    ['--header=Authorization: Bearer hunter', '--header=Authorization: Bearer ***'],
    ['--set=db.password=hunter', '--set=db.password=***'],
    ['--env=DB_PASSWORD=hunter', '--env=DB_PASSWORD=***'],
    ['--basic-auth=admin:hunter', '--basic-auth=***'],
    ['--auth=admin:hunter', '--auth=***'],
    ['--cookie=abc', '--cookie=***'],
    ['--admin-pw=hunter', '--admin-pw=***'],
    ['--alert=https://hooks.slack.com/services/T0/B0/abcdef', '--alert=https://hooks.slack.com/services/***'],
    ['--alert=https://discord.com/api/webhooks/12/abcdef', '--alert=https://discord.com/api/webhooks/***'],
    [
      '--alert=https://corp.webhook.office.com/webhookb2/ab@cd/x',
      '--alert=https://corp.webhook.office.com/***',
    ],
    ['--proxy=http://token@proxy:3128/x', '--proxy=http://***@proxy:3128/x'],
    ['--dsn=amqp://u:p#ss?w@mq:5672/v', '--dsn=amqp://***@mq:5672/v'],
    ['--url=https://u:8443@host/x', '--url=https://***@host/x'],
  ])('%s', (given, wanted) => {
    expect(redactArgs([given])).toEqual([wanted]);
  });

  it('the argument after a secret flag', () => {
    expect(redactArgs(['--token', 'abc', '--v', '2'])).toEqual(['--token', '***', '--v', '2']);
    expect(redactArgs(['--password', '--next'])).toEqual(['--password', '--next']);
  });

  it('the argument after a short flag with a credential', () => {
    expect(redactArgs(['-u', 'root:hunter', '-p', 'hunter', '-p', '8080'])).toEqual([
      '-u',
      'root:***',
      '-p',
      '***',
      '-p',
      '8080',
    ]);
  });

  it.each([
    [
      'exec etcd --password=hunter --data-dir=/var/lib/etcd',
      'exec etcd --password=*** --data-dir=/var/lib/etcd',
    ],
    ['curl -H "Authorization: Bearer hunter" x', 'curl -H "Authorization: Bearer ***" x'],
    [
      '.:53 {\n  etcd {\n    credentials root hunter\n  }\n}',
      '.:53 {\n  etcd {\n    credentials root ***\n  }\n}',
    ],
    [
      '{discoveryAddress: istiod:15012, accessToken: hunter}',
      '{discoveryAddress: istiod:15012, accessToken: ***}',
    ],
  ])('in text: %s', (given, wanted) => {
    expect(redactText(given)).toBe(wanted);
  });

  it('assignments inside shell scripts', () => {
    const [script] = redactArgs([
      'set -e\nexport ETCD_PASSWORD=hunter2\nexec etcd --password "hunter2" --data-dir /var/lib/etcd\n',
    ]);
    expect(script).not.toContain('hunter2');
    expect(script).toContain('--data-dir /var/lib/etcd');
  });
});

describe('redactArgs keeps', () => {
  it.each([
    '--service-account-private-key-file=/etc/kubernetes/pki/sa.key',
    '--service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
    '--token-auth-file=/etc/kubernetes/tokens.csv',
    '--anonymous-auth=true',
    '--enable-bootstrap-token-auth=true',
    '--use-service-account-credentials=true',
    '--authentication-token-webhook-cache-ttl=2m0s',
    '--authentication-token-webhook-config-file=/etc/webhook.yaml',
    '--service-account-extend-token-expiration=true',
    '--concurrent-serviceaccount-token-syncs=5',
    '--authorization-mode=Node,RBAC',
    '--authorization-config=/etc/kubernetes/authz.yaml',
    '--authorization-always-allow-paths=/healthz,/readyz,/livez',
    '--authorization-kubeconfig=/etc/kubernetes/scheduler.conf',
    '--encryption-provider-config=/etc/kubernetes/enc/config.yaml',
    '--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key',
    '--tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
    '--etcd-servers=https://10.0.0.1:2379,https://10.0.0.2:2379',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    '--tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    '--feature-gates=ServiceAccountTokenJTI=true,StructuredAuthenticationConfiguration=true',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--secrets-encryption=true',
    '--secret-name=cluster-ca',
    '--image-credential-provider-bin-dir=/usr/bin/x',
    '--token=$(MY_TOKEN)',
    '--kubelet-insecure-tls',
    '--user=https://login.corp.com#jane@corp.com',
    '--user=https://login.corp.com:8443#jane@corp.com',
    '--group=https://sts.windows.net/tenant/#ops@corp.com',
    '--url=https://host/path?mail=jane@corp.com',
    '--cookie-secure=false',
    '--pass-access-token=true',
    '--pod-infra-container-image=registry.k8s.io/pause@sha256:ee6521f290b2168b6e0935a181d4cff9be1ac3f505666ef0e3c98fae8199917a',
    '--advertise-address=fd00::1',
    '--controllers=*,bootstrapsigner,tokencleaner',
    '--node-ip=2001:db8:0:1:2:3:4:5',
    '--root-dir=/var/lib/rancher/k3s/server/TLS2/Serving1/Kube-Apiserver/Etcd9',
  ])('%s', (arg) => {
    expect(redactArgs([arg])).toEqual([arg]);
  });
});

describe('redactText', () => {
  it('masks values in YAML and JSON by key, and keeps the rest', () => {
    const text =
      'auth:\n  strategy: token\nlogin_token:\n  signing_key: abcDEF\nclientSecret: "x y"\n{"password": "p", "user": "u"}';
    expect(redactText(text)).toBe(
      'auth:\n  strategy: token\nlogin_token:\n  signing_key: ***\nclientSecret: "***"\n{"password": "***", "user": "u"}',
    );
  });

  it('keeps certificates and masks adjacent private keys', () => {
    const certificate =
      '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIVw3Zk8Jr2a0wDQYJKoZIhvcNAQELBQAwFTETMBEGA1UE\n-----END CERTIFICATE-----';
    expect(redactText(`${certificate}\n${PEM}\n`)).toBe(`${certificate}\n***\n`);
  });

  it('keeps a certificate in base64, and masks one that contains a key', () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${'MIIDBTCCAe2gAwIBAgIIVw3Zk8Jr2a0w'.repeat(3)}\n-----END CERTIFICATE-----\n`;
    const good = Buffer.from(pem).toString('base64');
    const bad = Buffer.from(pem + PEM).toString('base64');
    expect(redactText(`certificate-authority-data: ${good}`)).toContain(good);
    expect(redactText(`certificate-authority-data: ${bad}`)).not.toContain(bad);
  });

  it('does not treat prose as assignments', () => {
    const text = 'the token value is read from disk; password policy applies';
    expect(redactText(text)).toBe(text);
  });

  it('is fast on hostile text', () => {
    for (const text of [
      'a'.repeat(200_000),
      '://'.repeat(50_000),
      'a@'.repeat(50_000),
      '-'.repeat(100_000),
      'x='.repeat(60_000),
      'a:b'.repeat(50_000),
      `${'a'.repeat(200_000)}@`,
      `${'+'.repeat(200_000)}@`,
      `//${'a'.repeat(200_000)}@`,
      'a.'.repeat(100_000),
      'a-a/'.repeat(50_000),
      'sk-eyJ'.repeat(50_000),
      `${'a:'.repeat(100_000)}@`,
      '//a:'.repeat(50_000),
      '?a=@'.repeat(50_000),
      '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
    ]) {
      expect(typeof redactText(text)).toBe('string');
    }
  });
});

describe('redactValue', () => {
  it.each([
    ['GF_SECURITY_ADMIN_PASSWORD', 'admin', '***'],
    ['K3S_TOKEN', 'x', '***'],
    ['JWT_POLICY', 'third-party-jwt', 'third-party-jwt'],
    ['url', 'https://user:pw@example.com/x', 'https://***@example.com/x'],
    [
      'url',
      'oci://r.example.com:5000/a/b@sha256:0123456789abcdef',
      'oci://r.example.com:5000/a/b@sha256:0123456789abcdef',
    ],
    ['token', '', ''],
  ])('%s=%s', (name, value, wanted) => {
    expect(redactValue(name, value)).toBe(wanted);
  });
});

/** Small seeded generator, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('properties', () => {
  const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const pick = (next: () => number, from: string, length: number): string =>
    Array.from({ length }, () => from[Math.floor(next() * from.length)]).join('');

  it('finds random keys of 32 bytes and more, in any argument', () => {
    const next = random(7);
    let missed = 0;
    for (let i = 0; i < 2_000; i++) {
      const key = pick(next, BASE64, 43);
      if (
        redactArgs([`--anything=${key}=`])
          .join('')
          .includes(key)
      )
        missed++;
    }
    // Without a revealing name some runs look like words.
    expect(missed).toBeLessThan(10);
  });

  it('never passes a value with a secret name, in any form', () => {
    const next = random(11);
    const names = ['token', 'admin-password', 'client_secret', 'apiKey', 's3.secret-key', 'bearerToken'];
    for (let i = 0; i < 2_000; i++) {
      const value = 'q' + pick(next, BASE64 + '!#$%&*()-_', 4 + Math.floor(next() * 30));
      const name = names[Math.floor(next() * names.length)] ?? 'token';
      expect(redactArgs([`--${name}=${value}`])[0]).toBe(`--${name}=***`);
      expect(redactArgs([`--${name}`, value])[1]).toBe('***');
    }
  });

  it('never passes a JWT or URL user information, at any position', () => {
    const next = random(13);
    for (let i = 0; i < 1_000; i++) {
      const noise = pick(next, 'abc ,.:=/-\n', Math.floor(next() * 20));
      const password = pick(next, BASE64 + '@:!', 3 + Math.floor(next() * 12)) + 'Z';
      const text = redactText(`${noise} ${JWT} ${noise} amqp://user:${password}@mq:5672/v`);
      expect(text).not.toContain(JWT.slice(0, 40));
      expect(text).not.toContain(`:${password}@`);
    }
  });

  it('is stable: masking twice changes nothing more', () => {
    const next = random(17);
    for (let i = 0; i < 1_000; i++) {
      const text = pick(next, BASE64 + ' =:@-_.\n"\'', 60);
      const once = redactText(text);
      expect(redactText(once)).toBe(once);
    }
  });

  it('keeps digests and identifiers', () => {
    for (const run of [
      'ee6521f290b2168b6e0935a181d4cff9be1ac3f505666ef0e3c98fae8199917a',
      'StructuredAuthenticationConfigurationV1Beta1',
      'kube-apiserver-ip-10-0-1-23.eu-west-1.compute.internal',
    ]) {
      expect(looksRandom(run)).toBe(false);
    }
  });
});
