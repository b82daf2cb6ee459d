import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/registry-unauthenticated',
  title: 'Container registry without authentication',
  control: 'Container registry authentication',
  severity: 'medium',
  why: 'Every client that reaches the registry can replace images. The next Pod with such an image runs code of an attacker.',
  remediation: 'Set `REGISTRY_AUTH: htpasswd` with a file from a Secret, or a token service, and use TLS.',
  references: ['T1525', 'distribution-registry-configuration'],
  addon: 'registry',
  // The configuration of the image contains no authentication (distribution/distribution).
  asks: setting({
    images: ['registry', 'distribution/distribution'],
    variable: 'REGISTRY_AUTH',
    hidden: ({ container: { mounts = [] } }) =>
      mounts.some(({ path }) => /^\/etc\/(?:docker\/registry|distribution)/.test(path))
        ? 'the configuration of the registry is a mounted file, which is not collected'
        : undefined,
    usual: 'none',
    // `silly` accepts every request with a header (distribution registry/auth/silly).
    bad: (value) => value === 'none' || value === 'silly',
    expected: 'htpasswd or token',
  }),
});
