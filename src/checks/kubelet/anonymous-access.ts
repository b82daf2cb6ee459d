import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/anonymous-access',
  title: 'A kubelet takes requests without credentials',
  severity: 'high',
  why: 'The kubelet runs commands in every pod of its node, and shows their logs. When it takes requests from anybody, what they may do is left to its authorizer alone; with AlwaysAllow that is everything.',
  fix: 'Set authentication.anonymous.enabled: false in the configuration of the kubelet.',
  references: ['CIS 4.2.1', 'kubelet-configuration', 'K06'],
  setting: 'authentication.anonymous.enabled',
  bad: (value) => value === 'true',
  shows: (kubelet) =>
    `authentication.anonymous.enabled: ${kubelet.setting('authentication.anonymous.enabled') || 'false'}, authorization.mode: ${kubelet.setting('authorization.mode')}`,
  fail: 'take requests without credentials',
  pass: 'no kubelet takes requests without credentials',
  severityOf: (bad) =>
    bad.some(({ setting }) => setting('authorization.mode') === 'AlwaysAllow') ? 'critical' : 'high',
});
