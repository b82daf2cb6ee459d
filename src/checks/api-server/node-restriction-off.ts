import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/node-restriction-off',
  title: 'NodeRestriction admission plugin not enabled',
  control: 'NodeRestriction admission plugin',
  severity: 'high',
  why: 'Without NodeRestriction, kubelet credentials are not limited to their own Node and Pod objects. An attacker on one node can relabel other nodes, attract Pods with Secrets and move laterally.',
  remediation:
    'Add `NodeRestriction` to `--enable-admission-plugins` on every kube-apiserver. Use it together with `--authorization-mode=Node,RBAC`.',
  references: ['CIS 1.2.14', 'K02', 'node-restriction'],
  plugin: 'NodeRestriction',
  fail: 'NodeRestriction admission plugin is not enabled: kubelets are not limited to their own objects',
  pass: 'NodeRestriction admission plugin is enabled: kubelets are limited to their own Node and Pods',
});
