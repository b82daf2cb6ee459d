import { LIST_PODS } from '../../model/requirements.ts';
import { document, getNamed, see } from '../../shared/requirement.ts';
import { asOf, corednsVulnerabilities } from '../../data/node-software.ts';
import { parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { startedPrograms } from '../helpers/configuration-files.ts';
import { few, observed, requiresOr } from '../helpers/objects.ts';
import { named, openIn } from '../helpers/vulnerable.ts';

const at = component('coredns');

export default defineCheck({
  id: 'version/coredns-vulnerable',
  title: 'CoreDNS has known CVEs',
  control: 'Known CoreDNS vulnerabilities',
  severity: 'medium',
  why: 'Every Pod can send queries to cluster DNS. An attacker with access to one Pod can interrupt name resolution for the whole cluster or bypass DNS access rules.',
  remediation:
    'Upgrade CoreDNS to the latest release, because only that release receives fixes. On managed clusters, update the CoreDNS add-on.',
  references: ['K07', 'coredns-security-advisories'],
  needs: [],
  uses: ['controlPlane', 'extensions', 'workloads'],
  passNeeds: ['pods'],
  *run({ controlPlane, extensions, workloads }): Iterable<Finding> {
    const { instances, version } = controlPlane.coredns;
    if (!version.known || instances.length === 0) {
      const reason = version.known ? 'CoreDNS version is unknown' : version.reason;
      yield {
        verdict: 'unknown',
        at,
        message: reason,
        requires: requiresOr(version.known ? [] : version.requires, LIST_PODS),
      };
      return;
    }
    const corefile = corefileOf({ workloads, extensions });
    let faults = 0;
    for (const [tag, some] of groupBy(instances, (instance) => instance.version ?? '')) {
      const evidence = few(some, ({ location, image }) => ({
        source: 'pod' as const,
        confidence: 'observed' as const,
        location,
        value: image ?? '',
      }));
      const parsed = parseVersion(tag);
      const possible = openIn(tag, corednsVulnerabilities);
      const enabled = possible.filter(({ plugin }) => hasPlugin(corefile, plugin) === true);
      const open =
        enabled.length > 0 ? enabled : possible.filter(({ plugin }) => hasPlugin(corefile, plugin) !== false);
      if (parsed && open.length === 0) continue;
      faults++;
      if (!parsed)
        yield {
          verdict: 'unknown',
          at,
          message: `image tag "${tag}" is not a version`,
          requires: [see('check the version of CoreDNS')],
          evidence,
        };
      else if (parsed.suffix !== '' || enabled.length === 0)
        yield {
          verdict: 'unknown',
          at,
          message: `CoreDNS ${tag}: version is older than the release that fixes ${named(open)}; ${enabled.length === 0 ? 'unknown whether the affected plugin is enabled' : 'the vendor may have backported the fix'}`,
          requires: [
            enabled.length === 0
              ? getNamed('configmaps', 'coredns', 'kube-system')
              : document(`look up ${open.map(({ id }) => id).join(', ')} in the advisories of the vendor`),
          ],
          evidence,
        };
      else
        yield {
          verdict: 'fail',
          at,
          detail: tag,
          message: `CoreDNS ${tag}: version is older than the release that fixes ${named(open)}; vendors may have backported the fix`,
          evidence: [
            ...evidence,
            ...open.map(({ id, what, fixed }) => observed(id, `${what}; fixed in ${fixed.join(', ')}`)),
          ],
        };
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        at,
        message: `no known CVEs apply to CoreDNS ${version.value} and its enabled plugins (as of ${asOf})`,
        evidence: version.evidence,
      };
  },
});

/** The configuration of CoreDNS; undefined where it is not visible. */
function corefileOf(parts: Pick<CheckParts, 'workloads' | 'extensions'>): string | undefined {
  const started = startedPrograms({ program: 'coredns', flag: 'conf' }, parts);
  const texts = started.map(({ file }) => (file.known ? file.value : undefined));
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts.join('\n') : undefined;
}

/**
 * Whether the plugin is in the Corefile. Undefined where it may be: in an imported file, by a variable, or in a Corefile that is
 * not visible.
 */
function hasPlugin(corefile: string | undefined, plugin: string | undefined): boolean | undefined {
  if (plugin === undefined) return true;
  if (corefile === undefined) return undefined;
  if (new RegExp(`^\\s*${plugin}\\b`, 'm').test(corefile)) return true;
  return /^\s*(?:import\b|\{\$\})/m.test(corefile) ? undefined : false;
}
