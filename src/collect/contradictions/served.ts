/** What is served, according to discovery, to registrations and to definitions. */
import { enumeration } from '../../shared/text.ts';
import { isWhole } from '../../snapshot/index.ts';
import { kindKey, KNOWN_KINDS } from '../../snapshot/kinds.ts';
import type { Contradiction, Reading, Rule } from '../../snapshot/index.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import { isPartOfKubernetes } from '../built-in.ts';
import { allCollectors } from '../collectors/index.ts';

const DEFINITION = 'apiextensions.k8s.io/CustomResourceDefinition';

/** Groups missing in discovery: it, and the collectors that list kinds of these groups, are incomplete. */
function hole({ records }: Reading, groups: readonly string[], why: string): Contradiction[] {
  const served = new Set(records('discovery').map(({ group }) => group));
  // Without discovery every collector reports that already.
  if (served.size === 0) return [];
  const unnamed = new Set(groups.filter((group) => !served.has(group)));
  const misled = allCollectors.flatMap(({ id, reads }) =>
    reads.flatMap(({ verb, group }) =>
      verb === 'list' && group !== undefined && unnamed.has(group) ? [{ id, group }] : [],
    ),
  );
  if (misled.length === 0) return [];
  const names = [...new Set(misled.map(({ group }) => group))].sort();
  const reason = `discovery does not name ${enumeration(names)}, though ${why}`;
  // Parts of Kubernetes are requested even when discovery does not name them.
  const unservedIds = misled.flatMap(({ id, group }) => (isPartOfKubernetes(group) ? [] : [id]));
  // A discovery that lacks one group may lack others: every kind that is read only where discovery names it counts as unread.
  return [...new Set<CollectorId>(['discovery', ...unservedIds])].map((collector) => ({
    collector,
    kinds: KNOWN_KINDS.filter((one) => one.collector === collector && !one.builtIn).map(kindKey),
    reason,
  }));
}

/** The aggregator registers every version that is served; a registered and available version is served. */
function unregistered(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'apiservices', 'apiregistration.k8s.io/APIService')) return [];
  const available = reading.records('apiService').filter((service) => service.available === true);
  return hole(
    reading,
    available.map(({ group }) => group),
    'it is registered and available',
  );
}

/** A group that the API server itself serves and that is no part of Kubernetes has a definition, and vice versa. */
function undefinedKinds(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'crds', DEFINITION)) return [];
  const defined = new Set(reading.records('crd').map(({ group }) => group));
  const served = new Set(reading.records('discovery').map(({ group }) => group));
  const local = new Set(
    reading.records('apiService').flatMap(({ group, service }) => (service === undefined ? [group] : [])),
  );
  const strange = [...served]
    .filter(
      (group) => group.includes('.') && !group.endsWith('.k8s.io') && local.has(group) && !defined.has(group),
    )
    .sort();
  return [
    ...hole(reading, [...defined], 'kinds of it are defined'),
    ...(strange.length === 0
      ? []
      : [
          {
            collector: 'crds' as const,
            kinds: [DEFINITION],
            reason: `customresourcedefinitions: none of ${enumeration(strange)} in the list, though served`,
          },
        ]),
  ];
}

export const ofDiscovery: readonly Rule[] = [unregistered, undefinedKinds];
