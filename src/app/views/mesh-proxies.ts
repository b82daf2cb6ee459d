import type { CheckParts } from '../../checks/define.ts';
import type { MeshProxyRow } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';

const MAX_NAMES = 50;

/** Proxies by revision, role and version, with the difference to the control plane. */
export function proxyRows({ proxies, skew }: Pick<CheckParts['istio'], 'proxies' | 'skew'>): MeshProxyRow[] {
  const key = ({ revision, role, version }: CheckParts['istio']['proxies'][number]) =>
    [revision, role, version ?? ''].join(' ');
  const differences = new Map(skew.map((one) => [key(one), one]));
  return [...groupBy(proxies, key)].flatMap(([id, [first, ...rest]]) => {
    if (!first) return [];
    const all = [first, ...rest];
    const different = differences.get(id);
    return [
      {
        revision: first.revision,
        role: first.role,
        ...(first.version !== undefined && { version: first.version }),
        pods: all.reduce((sum, { pods }) => sum + pods, 0),
        namespaces: [...new Set(all.map(({ namespace }) => namespace))].slice(0, MAX_NAMES),
        ...(different && { skew: { control: different.control, behind: different.behind } }),
      },
    ];
  });
}
