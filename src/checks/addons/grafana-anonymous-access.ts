import { mountedMap } from '../helpers/addons/settings.ts';
import type { Place } from '../helpers/addons/settings.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

const GRAFANA = ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'];
const MAP = /(?:^|-)grafana$/;
const SEVERITY: Readonly<Record<string, 'high' | 'medium'>> = { Admin: 'high', Editor: 'medium' };

/** The role of anonymous users, `Viewer` by default. */
function roleOf({ workload, container, configMap }: Place): string {
  const name = mountedMap(MAP, workload);
  const map = name === undefined ? undefined : configMap(workload.namespace, name);
  const text = map?.known ? (map.value?.data['grafana.ini'] ?? '') : '';
  return (
    container.env?.['GF_AUTH_ANONYMOUS_ORG_ROLE'] ??
    /^auth\.anonymous\.org_role: (\w+)/m.exec(text)?.[1] ??
    'Viewer'
  );
}

export default addonCheck({
  id: 'addons/grafana-anonymous-access',
  title: 'Grafana allows anonymous access',
  control: 'Grafana anonymous access',
  severity: 'low',
  why: 'Clients without a login use the role of anonymous users. A viewer reads all data sources by queries; an administrator reads credentials and changes alerts.',
  remediation:
    'Set `enabled = false` below `[auth.anonymous]` in `grafana.ini`, or `GF_AUTH_ANONYMOUS_ENABLED=false`.',
  references: ['K09', 'grafana-anonymous'],
  addon: { name: 'Grafana', images: GRAFANA },
  asks: setting({
    images: GRAFANA,
    label: 'auth.anonymous enabled',
    variable: 'GF_AUTH_ANONYMOUS_ENABLED',
    configMap: {
      name: MAP,
      keys: ['grafana.ini'],
      extract: (text) => /^auth\.anonymous\.enabled: (\w+)/m.exec(text)?.[1],
    },
    usual: 'false',
    bad: (value, place) => value === 'true' && (SEVERITY[roleOf(place)] ?? true),
    expected: 'false',
  }),
});
