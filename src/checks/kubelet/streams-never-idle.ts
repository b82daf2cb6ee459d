import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/streams-never-idle',
  title: 'Connections to containers never time out',
  severity: 'low',
  why: 'Exec and port-forward sessions that nobody uses stay open for ever: they take ports and memory, and a forgotten session is an open door.',
  fix: 'Drop streamingConnectionIdleTimeout, which is four hours by default, or set five minutes.',
  references: ['CIS 4.2.5', 'kubelet-configuration'],
  setting: 'streamingConnectionIdleTimeout',
  absent: 'not told',
  bad: (value) => /^0s?$/.test(value),
  fail: 'keep idle connections for ever',
  pass: 'idle connections to containers end',
});
