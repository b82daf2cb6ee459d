import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

/** A new namespace is filled by its pipeline within a day. */
const NEW_MS = 24 * 3_600_000;

export default defineCheck({
  id: 'namespaces/empty',
  title: 'Namespace without workloads',
  control: 'Use of namespaces',
  severity: 'info',
  why: 'Permissions and Secrets of a removed application often remain in its namespace. They are not monitored, and an attacker can use them without notice.',
  remediation:
    'Review Secrets, ServiceAccounts and RoleBindings with `kubectl get all,secrets,rolebindings -n NAMESPACE`. Delete the namespace when no user needs it.',
  references: ['namespaces'],
  peerChecks: [151],
  needs: ['namespaces', 'workloads', 'services', 'storage'],
  uses: ['cluster'],
  kinds: { storage: ['PersistentVolumeClaim'] },
  *run({ namespaces, workloads, services, storage, cluster: { takenAt } }): Iterable<Finding> {
    const users = namespaces.filter(
      ({ builtIn, system, unclear, record }) =>
        !builtIn && !system && !unclear && record.phase !== 'Terminating',
    );
    if (users.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no namespaces other than those of the system',
        evidence: [observed('namespaces', `${plural(namespaces.length, 'namespace')} evaluated`)],
      };
      return;
    }
    const used = new Set([
      ...groupBy(workloads, ({ namespace }) => namespace).keys(),
      ...groupBy(services, ({ record }) => record.namespace).keys(),
      ...groupBy(storage.claims, ({ namespace }) => namespace).keys(),
    ]);
    const isNew = (created: string | undefined) =>
      created !== undefined && takenAt.getTime() - Date.parse(created) < NEW_MS;
    const empty = users.filter(({ name, record }) => !used.has(name) && !isNew(record.created));
    for (const { name, record } of empty)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name },
        message: 'contains no Pods, controllers, Services and PersistentVolumeClaims',
        restsOn: ['pods', 'workloads', 'services', 'storage'],
        evidence: [
          observed(
            `namespace ${name}`,
            record.created === undefined ? 'no objects' : `no objects; created ${record.created}`,
          ),
        ],
      };
    if (empty.length === 0)
      yield {
        verdict: 'pass',
        message: `${plural(users.length, 'namespace')} in use`,
        evidence: few(users, ({ name }) => observed(`namespace ${name}`, 'contains objects')),
      };
  },
});
