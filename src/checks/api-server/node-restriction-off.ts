import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/node-restriction-off',
  title: 'The NodeRestriction admission plugin is off',
  severity: 'high',
  why: 'A node holds credentials for the API. NodeRestriction confines them to the node itself and its own pods. Without it one broken-into node can relabel others, pull pods with Secrets onto itself, and spread.',
  fix: 'Add NodeRestriction to --enable-admission-plugins of the API server.',
  references: ['CIS 1.2.14', 'K02', 'node-restriction'],
  plugin: 'NodeRestriction',
  fail: 'nodes are not confined to their own objects: NodeRestriction is off',
  pass: 'nodes may change themselves and their own pods only',
});
