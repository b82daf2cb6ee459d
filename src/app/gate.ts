import { counts } from '../result/baseline.ts';
import { atLeast } from '../result/sort.ts';
import type { CoverageRow, Result, Severity, Verdict } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { SAMPLED } from './evidence.ts';
import { noNamespace, plural } from '../shared/text.ts';
import type { ExitCode, Gate } from './types.ts';

/**
 * The exit code of an evaluated cluster: 1 for new and open risks at or over the threshold, 2 when no data about such risks was collected,
 * 3 for unknown verdicts when all verdicts are required. Throws `usage` for a namespace that does not exist: a typing error must not let a
 * gate pass.
 */
export function gate(result: Result, { failOn, requireComplete }: Gate): ExitCode {
  const { verdicts } = result;
  if (failOn !== 'none' || requireComplete) refuseMissingNamespace(result);
  if (failOn !== 'none' && verdicts.some((verdict) => counts(verdict) && atLeast(verdict.severity, failOn)))
    return 1;
  if (failOn !== 'none' && notEvaluatedError(result, failOn)) return 2;
  if (requireComplete && verdicts.some(isOpen)) return 3;
  return 0;
}

/** The exit code and why, as one line below a table: a first run without a pipeline must not look like a crash. */
export function exitReason({ verdicts }: Result, { failOn }: Gate, code: ExitCode): string {
  switch (code) {
    case 1: {
      const risks = verdicts.filter(
        (verdict) => counts(verdict) && failOn !== 'none' && atLeast(verdict.severity, failOn),
      );
      return `Exit code 1: ${plural(risks.length, 'risk')} at or above --fail-on=${failOn}`;
    }
    case 2:
      return 'Exit code 2: no check at or above --fail-on could be evaluated';
    case 3:
      return `Exit code 3: ${plural(verdicts.filter(isOpen).length, 'result')} unknown or in error (--require-complete)`;
    default:
      return failOn === 'none'
        ? 'Exit code 0: --fail-on=none'
        : `Exit code 0: no ${verdicts.some(({ inBaseline }) => inBaseline) ? 'new ' : ''}risk at or above --fail-on=${failOn}${unknownNote(verdicts)}`;
  }
}

/** A gate that evaluated nothing must not look like one that found nothing. */
function unknownNote(verdicts: readonly Verdict[]): string {
  return verdicts.length > 0 && verdicts.every(isOpen)
    ? ', but every result is unknown (--require-complete: exit code 3)'
    : '';
}

function isOpen({ verdict }: Verdict): boolean {
  return verdict === 'unknown' || verdict === 'error';
}

/** Throws `usage` when the requested namespace does not exist. */
export function refuseMissingNamespace({ namespace, coverage }: Result): void {
  if (namespace !== undefined && coverage.some(({ reason }) => reason === noNamespace(namespace)))
    throw new ArchmapError('usage', noNamespace(namespace), 'kubectl archmap get namespaces lists them');
}

/**
 * Why a gate would pass only for lack of data: cluster data decided no check at or over the threshold, and some checks are unknown because
 * their data was refused or its collection failed. Data that is available to every user (the version, the address, the user's own login)
 * does not count as decided; a risk in it is a risk nevertheless, so `gate` evaluates risks first. The same applies to damaged or truncated
 * input: the lost part may contain risks. Undefined when some data was collected, when the cluster does not expose more by design (a
 * managed control plane), and for files. With `none`, every severity counts.
 */
export function notEvaluatedError(result: Result, failOn: Severity | 'none'): ArchmapError | undefined {
  if (failOn !== 'none' && result.damage !== undefined)
    return new ArchmapError(
      'input',
      `part of the input could not be read, so the gate cannot be evaluated: ${result.damage}`,
      'repair or collect the input again; --fail-on none evaluates the rest',
    );
  const { decided, lost } = countsFrom(result, failOn);
  if (decided || lost === 0) return undefined;
  const refused = result.coverage.filter(({ status }) => status === 'permission-denied');
  const failed = result.coverage.filter(({ status }) => status === 'collection-failed');
  return new ArchmapError(
    'http',
    `no check at or above --fail-on could be evaluated: ${reasons(failed, refused)}`,
    failed.length > 0
      ? 'check the health of the API server and of proxies in front of it, then run again'
      : 'kubectl archmap rbac prints the required permissions; kubectl auth whoami prints the current user',
  );
}

/** One line about what the gate could not decide because collection failed in part; undefined when nothing failed. */
export function failures(result: Result, failOn: Severity | 'none'): string | undefined {
  const failed = result.coverage.filter(isHindered);
  const { decided, lost } = countsFrom(result, failOn);
  if (failOn === 'none' || result.damage !== undefined || failed.length === 0 || !decided || lost === 0)
    return undefined;
  const names = failed.map(({ title }) => title).join(', ');
  return `${plural(lost, 'result')} at or above ${failOn} ${lost === 1 ? 'is' : 'are'} unknown because data is incomplete: ${names}; use --require-complete to exit 3`;
}

/** Failed, or ended early. Partial data for lack of permissions or by design is reported elsewhere. */
function isHindered({ status, missing, collector }: CoverageRow): boolean {
  return (
    status === 'collection-failed' ||
    (status === 'partial' && missing.length === 0 && !SAMPLED.has(collector))
  );
}

interface Seen {
  /** Cluster data decided a result at or over the threshold. */
  decided: boolean;
  /** Verdicts that are unknown because their data was refused or its collection failed. */
  lost: number;
}

function countsFrom({ checks, verdicts }: Result, failOn: Severity | 'none'): Seen {
  const evidence = new Map(checks.map((check) => [check.id, check.dataAvailability]));
  const requested = verdicts.filter(({ severity }) => failOn === 'none' || atLeast(severity, failOn));
  const isLost = (verdict: Verdict) =>
    isOpen(verdict) && ['partial', 'none'].includes(evidence.get(verdict.check) ?? '');
  return {
    decided: requested.some((verdict) => !isOpen(verdict) && sawCluster(evidence.get(verdict.check))),
    lost: requested.filter(isLost).length,
  };
}

function sawCluster(evidence: Result['checks'][number]['dataAvailability']): boolean {
  return evidence === undefined || evidence === 'partial';
}

function reasons(failed: readonly CoverageRow[], refused: readonly CoverageRow[]): string {
  const first = failed[0]?.reason;
  return [
    ...(failed.length > 0
      ? [`${plural(failed.length, 'collector')} failed${first === undefined ? '' : ` (${first})`}`]
      : []),
    ...(refused.length > 0 ? [`permission denied for ${plural(refused.length, 'collector')}`] : []),
  ].join(', ');
}
