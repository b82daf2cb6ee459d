import { describe, expect, it } from '@jest/globals';
import { podSecurityPolicyOf } from '../../src/model/namespace-policy.ts';
import { neededLevel } from '../../src/model/pod-security.ts';
import type { PodTemplate } from '../../src/snapshot/records/index.ts';
import { recordOf } from './support/pod-templates.ts';

const SOUND = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'web',
      image: 'web:1',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};

const level = (template: PodTemplate, minor = 37) => {
  const needed = neededLevel(template, minor);
  return needed.known ? needed.value.level : needed.reason;
};

/** A record from before sysctls and the fields with them were kept. */
const older = (spec: Record<string, unknown>): PodTemplate => {
  const { sysctls: _, ...record } = recordOf({ metadata: {}, spec });
  return record;
};

describe('the level that a pod template needs', () => {
  it('is restricted, or baseline with what restricted forbids', () => {
    expect(level(recordOf({ metadata: {}, spec: SOUND }))).toBe('restricted');
    const needed = neededLevel(recordOf({ metadata: {}, spec: { ...SOUND, securityContext: {} } }), 37);
    expect(needed).toMatchObject({
      value: {
        level: 'baseline',
        violations: [
          { control: 'runAsNonRoot', offenders: ['container web'] },
          { control: 'seccomp profile', offenders: ['container web'] },
        ],
      },
    });
  });

  it('is unknown for records without the fields of the standards, unless a kept field decides', () => {
    expect(level(older(SOUND))).toBe(
      'the snapshot does not contain all fields of the Pod Security Standards',
    );
    expect(level(older({ ...SOUND, hostNetwork: true }))).toBe('privileged');
  });

  it('is unknown for a template that is longer than the kept part', () => {
    expect(level({ ...recordOf({ metadata: {}, spec: SOUND }), cut: true })).toBe(
      'the template is longer than the part that is kept',
    );
  });
});

describe('the Pod Security labels of a namespace', () => {
  const policy = (labels: Record<string, string>) =>
    podSecurityPolicyOf(
      Object.fromEntries(
        Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
      ),
    );

  it('are levels and versions by mode', () => {
    expect(policy({ enforce: 'baseline', 'enforce-version': 'v1.30', warn: 'restricted' })).toEqual({
      enforce: { level: 'baseline', minor: 30 },
      warn: { level: 'restricted' },
      invalid: [],
      unknownKeys: [],
    });
  });

  it('with an invalid level, enforce is restricted and the others are privileged', () => {
    expect(
      policy({ enforce: 'restriced', audit: 'Baseline', 'enforce-version': '1.30', enforced: 'baseline' }),
    ).toEqual({
      enforce: { level: 'restricted' },
      audit: { level: 'privileged' },
      invalid: [
        { key: 'pod-security.kubernetes.io/enforce-version', value: '1.30' },
        { key: 'pod-security.kubernetes.io/enforce', value: 'restriced' },
        { key: 'pod-security.kubernetes.io/audit', value: 'Baseline' },
      ],
      unknownKeys: ['pod-security.kubernetes.io/enforced=baseline'],
    });
  });
});
