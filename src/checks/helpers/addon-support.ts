import type { AddonFacts } from '../../addons/types.ts';
import { lastingContainers } from '../../addons/images.ts';
import type { ReleaseLine } from '../../data/addon-releases.ts';
import { addonReleases, asOf, endedProjects, MAX_AGE_DAYS, vendorBuilds } from '../../data/addon-releases.ts';
import type { WorkloadFacts } from '../../model/types.ts';

/** The support of an add-on's version on a day. */
export type Support =
  | { state: 'ended'; when: string; source: string }
  | { state: 'supported'; until?: string; source: string }
  | { state: 'newer' | 'unlisted' | 'outdated'; source: string }
  | { state: 'vendor'; vendor: string };

/** Of these workloads of the add-on. Undefined: the project has ended for no version, and its releases have no table. */
export function supportOf(
  addon: Pick<AddonFacts, 'id'>,
  version: string | undefined,
  today: Date,
  workloads: readonly WorkloadFacts[],
): Support | undefined {
  const vendor = vendorOf(workloads);
  const project = endedProjects[addon.id];
  const table = addonReleases.find(({ id }) => id === addon.id);
  if (!project && !table) return undefined;
  if (vendor !== undefined) return { state: 'vendor', vendor };
  if (project && dayOf(today) > project.ended)
    return { state: 'ended', when: `on ${project.ended}`, source: project.source };
  if (!table || version === undefined) return undefined;
  return byLines(table.lines, version, today, table.source);
}

function vendorOf(workloads: readonly WorkloadFacts[]): string | undefined {
  const images = workloads.flatMap((workload) => lastingContainers(workload).map(({ image }) => image));
  return vendorBuilds.find(({ mark }) => images.some((image) => mark.test(image)))?.name;
}

/** A line that is not listed has ended where the next newer one has. */
function byLines(lines: readonly ReleaseLine[], version: string, today: Date, source: string): Support {
  const own = lines.find(({ line }) => isIn(version, line));
  if (own) return lineSupport(own, today, source);
  const newer = lines.findLast(({ line }) => isOlder(version, line));
  if (!newer) return { state: 'newer', source };
  const next = lineSupport(newer, today, source);
  if (next.state !== 'ended') return { state: 'unlisted', source };
  return { ...next, when: newer.ended ? `before ${newer.ended}` : `before ${asOf}` };
}

function lineSupport({ ended }: ReleaseLine, today: Date, source: string): Support {
  if (ended === '') return { state: 'ended', when: `before ${asOf}`, source };
  if (ended !== undefined)
    return dayOf(today) > ended
      ? { state: 'ended', when: `on ${ended}`, source }
      : { state: 'supported', until: ended, source };
  const age = (today.getTime() - Date.parse(asOf)) / 86_400_000;
  return age > MAX_AGE_DAYS ? { state: 'outdated', source } : { state: 'supported', source };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}

function isIn(version: string, line: string): boolean {
  const own = numbers(version);
  return numbers(line).every((number, index) => own[index] === number);
}

function isOlder(version: string, line: string): boolean {
  const [own, other] = [numbers(version), numbers(line)];
  for (const [index, number] of other.entries()) {
    const mine = own[index] ?? 0;
    if (mine !== number) return mine < number;
  }
  return false;
}
