/** Configuration files of the controllers of Envoys, which are in ConfigMaps. */
import type { EnvoyFacts, EnvoyForm } from '../../addons/types.ts';
import type { ExtensionFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Requirement } from '../../shared/requirement.ts';
import { getNamed } from '../../shared/requirement.ts';
import type { ObjectRef } from '../../result/types.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import { groupBy } from '../../shared/group.ts';
import { observed, requiresOr } from './objects.ts';
import type { Finding } from '../define.ts';
import { valuesAt } from './envoy.ts';

const PLACES: Readonly<Partial<Record<EnvoyForm, { name: string; key: string }>>> = {
  'Envoy Gateway': { name: 'envoy-gateway-config', key: 'envoy-gateway.yaml' },
  Contour: { name: 'contour', key: 'contour.yaml' },
};

export interface ControllerSettings {
  at: ObjectRef & { name: string };
  /** By path, as src/snapshot/project/envoy-settings.ts keeps them. */
  values: Readonly<Record<string, unknown>>;
  evidence: Evidence;
  /** The value of a setting, as evidence. */
  shown: (path: string) => Evidence;
}

/** Settings that were not read, and why. */
export interface UnreadSettings {
  namespace: string;
  name: string;
  reason: string;
  requires: readonly Requirement[];
}

/** The finding about them. */
export function notRead({
  namespace,
  name,
  reason,
  requires,
}: UnreadSettings): Finding & { verdict: 'unknown' } {
  return {
    verdict: 'unknown',
    at: { kind: 'ConfigMap', namespace, name },
    message: reason,
    requires: requiresOr(requires, getNamed('configmaps', name, namespace)),
  };
}

/** Contour that reads a ContourConfiguration: its ConfigMap has no effect (cmd/contour/serve.go rejects both). */
function readsObject({ workload }: EnvoyFacts['controllers'][number]): boolean {
  return workload.templates
    .flatMap(({ template }) => template.containers)
    .some(({ command = [], args = [] }) =>
      [...command, ...args].some((word) => word.startsWith('--contour-config-name')),
    );
}

/** A setting of Contour, which is in its ConfigMap or in a ContourConfiguration. */
export interface ContourSetting {
  /** In `contour.yaml`. */
  key: string;
  /** In the `spec` of ContourConfiguration. */
  path: string;
  /** What is wrong with a value, or with none; as a text, or as a question that no object answers. */
  fault: (value: string | number | boolean | undefined) => { what: string; open?: Requirement } | undefined;
}

/** One finding per place with a fault. */
export function* ofContour(
  envoy: EnvoyFacts,
  extensions: Pick<ExtensionFacts, 'configMap'>,
  { key, path, fault }: ContourSetting,
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of envoy.objects('projectcontour.io/ContourConfiguration')) {
    const [value] = valuesAt(record, path);
    const found = fault(value);
    if (found)
      yield findingOf(found, path, value, {
        kind: record.kind,
        name: record.name,
        ...(record.namespace !== undefined && { namespace: record.namespace }),
      });
  }
  for (const one of readSettings(envoy, extensions, 'Contour')) {
    if (!('values' in one)) {
      yield notRead(one);
      continue;
    }
    const value = one.values[key] as string | number | boolean | undefined;
    const found = fault(value);
    if (found) yield findingOf(found, key, value, one.at);
  }
}

function findingOf(
  { what, open }: { what: string; open?: Requirement },
  path: string,
  value: string | number | boolean | undefined,
  at: ObjectRef & { name: string },
): Finding & { verdict: 'fail' | 'unknown' } {
  const place = `${at.kind} ${at.namespace === undefined ? '' : `${at.namespace}/`}${at.name}`;
  const evidence = [observed(place, value === undefined ? `${path} not set` : `${path}: ${String(value)}`)];
  const message = `${path} ${what}`;
  return open
    ? { verdict: 'unknown', at, message, requires: [open], evidence }
    : { verdict: 'fail', at, message, evidence };
}

/** The settings of each controller of a form, by namespace. */
export function readSettings(
  { controllers }: EnvoyFacts,
  { configMap }: Pick<ExtensionFacts, 'configMap'>,
  form: EnvoyForm,
): (ControllerSettings | UnreadSettings)[] {
  const place = PLACES[form];
  if (!place) return [];
  const own = groupBy(
    controllers.filter((one) => one.form === form && !readsObject(one)),
    ({ workload }) => workload.namespace,
  );
  return [...own.keys()].map((namespace) => {
    const found = configMap(namespace, place.name);
    if (!found.known) return { namespace, name: place.name, reason: found.reason, requires: found.requires };
    const text = found.value?.data[place.key];
    const at = { kind: 'ConfigMap', namespace, name: place.name };
    const location = `ConfigMap ${namespace}/${place.name}`;
    if (text === UNREADABLE || (found.value && text === undefined))
      return {
        namespace,
        name: place.name,
        reason: `${place.key} of ${location} is not readable`,
        requires: [],
      };
    const values = (text === undefined ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return {
      at,
      values,
      evidence: observed(location, found.value ? place.key : 'not there'),
      shown: (path: string) => observed(location, `${path}: ${String(values[path])}`),
    };
  });
}
