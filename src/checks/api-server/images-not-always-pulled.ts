import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/images-not-always-pulled',
  title: 'Images on a node can be used without the right to pull them',
  severity: 'info',
  why: 'An image that one tenant pulled with a password lies on the node. Without AlwaysPullImages another tenant may start it there by its name, without the password. Kubernetes 1.35 and later check that by default in the kubelet.',
  fix: 'On clusters that strangers share, add AlwaysPullImages to --enable-admission-plugins, or set imagePullCredentialsVerificationPolicy in the kubelet.',
  references: ['CIS 1.2.11', 'admission-controllers'],
  plugin: 'AlwaysPullImages',
  fail: 'the plugin AlwaysPullImages is off',
  pass: 'the plugin AlwaysPullImages is on',
});
