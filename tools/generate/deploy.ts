/** The permissions in deploy/: those of the collectors, as `kubectl archmap rbac` prints them. */
import { minimalRole } from '../../src/app/rbac.ts';
import { data } from '../../src/report/data.ts';

const NOTE = '# Generated from the collectors by `npm run generate`.\n';

/** File -> text: the ClusterRole of the Kustomize base, and its rules for the Helm chart, which names the role itself. */
export function deployFiles(): Map<string, string> {
  const role = minimalRole({});
  return new Map([
    ['deploy/base/clusterrole.yaml', NOTE + data(role, 'yaml')],
    ['deploy/chart/files/rules.yaml', NOTE + data(role.rules, 'yaml')],
  ]);
}
