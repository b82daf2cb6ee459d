import { recordsOf } from '../../addons/istio/custom-objects.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import { command } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { few, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/wasm-plugin-unverified',
  title: 'WasmPlugin module not pinned or fails open',
  control: 'Integrity of WasmPlugin modules',
  severity: 'medium',
  why: 'Proxies download the module and run it on every request. An attacker with control of the source or the network path can replace it, and with FAIL_OPEN requests pass without it.',
  remediation:
    'Set `sha256`, or an image by digest in `url`, and use `oci://` or `https://`. Set `failStrategy: FAIL_CLOSE` for authentication and authorization.',
  references: ['istio-wasm-plugin', 'T1525'],
  needs: [],
  uses: ['extensions', 'istio'],
  passNeeds: ['istio'],
  kinds: { istio: ['extensions.istio.io/WasmPlugin'] },
  *run({ extensions, istio }): Iterable<Finding> {
    const plugins = recordsOf(extensions.custom, 'extensions.istio.io', 'WasmPlugin');
    const findings = plugins.flatMap(evaluate);
    yield* findings;
    if (findings.length > 0) return;
    const absent = plugins.length === 0 ? withoutIstio(istio) : undefined;
    if (absent) {
      yield absent;
      return;
    }
    yield plugins.length === 0
      ? {
          verdict: 'pass',
          message: 'no WasmPlugin exists',
          evidence: [observed('WasmPlugins', plural(0, 'object'))],
        }
      : {
          verdict: 'pass',
          message: `${plural(plugins.length, 'WasmPlugin')}: modules are pinned and fail closed`,
          evidence: few(plugins, ({ namespace, name, spec }) =>
            observed(`WasmPlugin ${namespace ?? ''}/${name}`, text(spec['url'])),
          ),
        };
  },
});

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Authentication and authorization phases (https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#PluginPhase). */
const SECURITY: ReadonlySet<string> = new Set(['AUTHN', 'AUTHZ']);

/** Values of failStrategy (istio.io/api extensions/v1alpha1/wasm.proto). */
const STRATEGIES: ReadonlySet<unknown> = new Set([undefined, null, 'FAIL_CLOSE', 'FAIL_OPEN', 'FAIL_RELOAD']);

function evaluate({ namespace = '', name, spec, malformed = [] }: CustomRecord): Finding[] {
  const url = text(spec['url']);
  const phase = text(spec['phase']);
  const at = { kind: 'WasmPlugin', namespace, name };
  const place = `WasmPlugin ${namespace}/${name}`;
  const pinned = text(spec['sha256']) !== '' || /@sha256:[\da-f]{8,}/.test(url);
  // Files are part of the proxy's own image.
  const local = /^file:/i.test(url);
  const plain = /^http:/i.test(url);
  const findings: Finding[] = [];
  if (!local && !pinned)
    findings.push({
      verdict: 'fail',
      at,
      detail: 'unpinned',
      ...(!plain && { severity: 'low' as const }),
      message: plain
        ? 'url is http:// and sha256 is not set: the module can be replaced on the network'
        : 'sha256 is not set, and url contains no digest: the module can change at its source',
      evidence: [observed(place, url)],
    });
  // The default is FAIL_CLOSE.
  if (text(spec['failStrategy']) === 'FAIL_OPEN')
    findings.push({
      verdict: 'fail',
      at,
      detail: 'fail open',
      ...(!SECURITY.has(phase) && { severity: 'low' as const }),
      message: `failStrategy is FAIL_OPEN (expected FAIL_CLOSE)${SECURITY.has(phase) ? ` in phase ${phase}` : ''}: requests pass when the module fails`,
      evidence: [observed(place, `failStrategy FAIL_OPEN, phase ${phase === '' ? 'not set' : phase}`)],
    });
  const invalid = STRATEGIES.has(spec['failStrategy'])
    ? malformed[0]
    : `failStrategy has the unknown value ${JSON.stringify(spec['failStrategy'])}`;
  if (invalid !== undefined)
    findings.push({
      verdict: 'unknown',
      at,
      message: `invalid, its effect is unknown: ${invalid}`,
      requires: [command(`kubectl -n ${namespace} get wasmplugin ${name} -o yaml`)],
      evidence: [observed(place, invalid)],
    });
  return findings;
}
