import type { CheckParts } from '../../checks/define.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { AddonRow, MeshNamespaceRow } from '../../result/types.ts';
import { envoyDetail } from './envoy.ts';
import { istioDetail } from './istio.ts';

export function addonRows(parts: CheckParts, mesh: readonly MeshNamespaceRow[]): AddonRow[] {
  return parts.addons.map(
    ({ id, name, category, version, state, namespaces, form, workloads, evidence, notes }) => ({
      id,
      name,
      category,
      ...(version && { version }),
      ...(state.known && { state: state.value }),
      namespaces,
      ...(form && { form }),
      components: workloads.map(componentOf),
      evidence,
      notes,
      ...(id === 'istio' && { istio: istioDetail(parts, mesh) }),
      ...(id === 'envoy' && { envoy: envoyDetail(parts.envoy) }),
    }),
  );
}

function componentOf({
  kind,
  namespace,
  name,
  replicas,
  ready,
  pods,
}: WorkloadFacts): AddonRow['components'][number] {
  const wanted = replicas ?? pods.length;
  // A manifest contains the desired number, not the actual one.
  return { name, kind, namespace, ...(ready !== undefined && { ready: `${ready}/${wanted}` }) };
}
