import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/images-not-always-pulled',
  title: 'AlwaysPullImages admission plugin not enabled',
  control: 'AlwaysPullImages admission plugin',
  severity: 'info',
  why: 'A Pod can use a private image cached on its node without the pull credentials for that image. Kubernetes 1.35 and later verify the credentials in the kubelet by default.',
  remediation:
    'On multi-tenant clusters, add `AlwaysPullImages` to `--enable-admission-plugins`, or set `imagePullCredentialsVerificationPolicy: AlwaysVerify` in the KubeletConfiguration.',
  references: ['CIS 1.2.11', 'admission-controllers'],
  plugin: 'AlwaysPullImages',
  fail: 'AlwaysPullImages admission plugin is not enabled',
  pass: 'AlwaysPullImages admission plugin is enabled',
});
