import { getNamed, list } from '../shared/requirement.ts';
import type { Known } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import { meshConfigPlaces } from '../snapshot/mesh-config.ts';
import type { ConfigMapRecord, CustomRecord } from '../snapshot/records/index.ts';
import type { Outcome, Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { ExtensionFacts } from './types.ts';

/** The inputs of add-on detectors, sorted, otherwise as collected. */
export function buildExtensions(snapshot: Snapshot): ExtensionFacts {
  const { records } = snapshot;
  return {
    crds: sorted(records.crd),
    discovery: [...records.discovery].sort((a, b) => (a.group < b.group ? -1 : 1)),
    apiServices: sorted(records.apiService),
    webhooks: sorted(records.webhook),
    classes: sorted(records.class),
    gateways: sorted(records.gateway),
    routes: sorted(records.route),
    ingresses: sorted(records.ingress),
    custom: sorted(records.custom),
    ofPolicyKind: (group, kind) => ofPolicyKind(snapshot, group, kind),
    configMaps: sorted(records.configMap),
    configMap: (namespace, name) => configMapOf(snapshot, namespace, name),
    meshConfigs: meshConfigPlaces(records.webhook),
    envoyBootstraps: [...records.envoyBootstrap].sort((a, b) =>
      `${a.namespace}/${a.source}` < `${b.namespace}/${b.source}` ? -1 : 1,
    ),
    groups: new Set([
      ...records.discovery.map(({ group }) => group),
      ...records.crd.map(({ group }) => group),
    ]),
  };
}

/**
 * The collected objects of a kind that the policy collector reads. That there are no others is known where its lists are complete, or where
 * the API does not have the kind.
 */
export function ofPolicyKind(
  { records, outcomes }: Snapshot,
  group: string,
  kind: string,
): Known<readonly CustomRecord[]> {
  const found = records.custom.filter((record) => record.group === group && record.kind === kind);
  const outcome = outcomes.get('networkpolicies');
  if (outcome?.status === 'ok' || isAbsentKind({ records, outcomes }, group, kind)) return known(found);
  return unknown(
    `not every ${kind} is observed: ${outcome?.reason ?? 'they were not collected'}`,
    list(`${kind.toLowerCase()}s.${group}`),
  );
}

/** Discovery or the CRDs show what the API serves. */
function isAbsentKind(
  { records, outcomes }: Pick<Snapshot, 'records' | 'outcomes'>,
  group: string,
  kind: string,
): boolean {
  if (outcomes.get('discovery')?.status === 'ok')
    return !records.discovery.some(
      (one) => one.group === group && one.resources.some((resource) => resource.kind === kind),
    );
  return (
    outcomes.get('crds')?.status === 'ok' &&
    records.crd.length > 0 &&
    !records.crd.some((one) => one.group === group && one.kind === kind)
  );
}

/** ConfigMaps are collected by name: that one is absent is known only where every one could be requested. */
export function configMapOf(
  { records, outcomes }: Snapshot,
  namespace: string,
  name: string,
): Known<ConfigMapRecord | undefined> {
  const found = records.configMap.find((record) => record.namespace === namespace && record.name === name);
  const source = `ConfigMap ${namespace}/${name}`;
  const outcome = outcomes.get('configmaps');
  if (!found && !wouldShow(outcome, namespace, name))
    return unknown(
      `the ${source} is not observed: ${outcome?.reason ?? (outcome ? 'it was not requested' : 'ConfigMaps were not collected')}`,
      getNamed('configmaps', name, namespace),
    );
  return known(found, {
    source: 'configmap',
    confidence: 'observed',
    location: source,
    value: found ? 'there' : 'not there',
  });
}

function wouldShow(outcome: Outcome | undefined, namespace: string, name: string): boolean {
  if (outcome?.requested && !outcome.requested.includes(`${namespace}/${name}`)) return false;
  if (outcome?.status === 'ok') return true;
  // Without an error, all of the requested namespace was collected.
  if (outcome?.namespace !== undefined) return outcome.namespace === namespace;
  return outcome?.unread !== undefined && !outcome.unread.includes(`${namespace}/${name}`);
}
