/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html) as supported by GitHub
 * code scanning (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
import { gzipSync } from 'node:zlib';
import type { Invocation, Log, Result as SarifResult } from 'sarif';
import { groupBy } from '../../shared/group.ts';
import type { Result, Verdict } from '../../result/types.ts';
import { homepage } from '../../shared/version.ts';
import { printable } from '../../shared/text.ts';
import { clusterName, objectText, some } from '../text.ts';
import { cutText, evidenceText, findingText, isUnknown, needText, toolParts, waiverText } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import { locationOf, templateText, uriOf } from './location.ts';
import { levelOf, rulesOf, SCORES } from './sarif-rules.ts';
import type { Formatted, FormatOptions } from './types.ts';

/** GitHub rejects a run with more results, or a larger compressed file; it shows this many of them. */
const MAX_RESULTS = 25_000;
const MAX_SHOWN = 5_000;
const MAX_COMPRESSED = 10_000_000;
/** Text up to this size cannot be too large compressed, so compression is skipped. */
const SURELY_FITS = 9_000_000;
/** Longer messages are truncated, with the number of omitted characters, in favor of more results. */
const MAX_MESSAGE = 10_000;
const MAX_NOTIFICATIONS = 1_000;
const MAX_OBJECTS = 10;

/**
 * One run with a rule for each check that has results or notifications, and a result for each fail; with `all` for every verdict. Unknown
 * results and errors of checks are notifications of the run: code scanning ignores `kind` and would raise an alert for each.
 */
export function sarif(result: Result, { all, notEvaluated }: FormatOptions): Formatted {
  const shown = result.verdicts.filter(({ verdict }) => all || verdict === 'fail');
  for (let count = Math.min(shown.length, MAX_RESULTS); ; count = Math.floor(count * 0.8)) {
    const note = noteOf(shown.length, count);
    const text = `${JSON.stringify(logOf(result, shown.slice(0, count), { note, notEvaluated }), undefined, 1)}\n`;
    if (count === 0 || fits(text)) return { text, notes: notesOf(note) };
  }
}

function fits(text: string): boolean {
  return (
    Buffer.byteLength(text) <= SURELY_FITS || gzipSync(text, { level: 6 }).length <= MAX_COMPRESSED - 500_000
  );
}

function noteOf(all: number, kept: number): string | undefined {
  const left = leftOut(all - kept, 'result', 'limit of code scanning for one file');
  const hidden = kept > MAX_SHOWN ? `Code scanning shows the worst ${MAX_SHOWN} of ${kept} results.` : '';
  const note = [left ?? '', hidden].filter((line) => line !== '').join(' ');
  return note === '' ? undefined : note;
}

interface Reported {
  /** The note about omissions. */
  note: string | undefined;
  /** Why no data was collected. */
  notEvaluated: string | undefined;
}

function logOf(result: Result, verdicts: readonly Verdict[], reported: Reported): Log {
  const { name, version } = toolParts(result.tool);
  // Notifications refer to rules, too.
  const rules = rulesOf(result.checks, [...verdicts, ...result.verdicts.filter(isUnknown)]);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name,
            ...(version !== undefined && /^\d+\.\d+\.\d+/.test(version) && { semanticVersion: version }),
            informationUri: homepage,
            rules,
          },
        },
        // The category is the part up to the last slash: an upload replaces the alerts of its own category only.
        automationDetails: {
          id: [
            'archmap',
            clusterName(result),
            ...(result.namespace ? [printable(result.namespace)] : []),
            '',
          ].join('/'),
        },
        invocations: [invocationOf(result, reported)],
        columnKind: 'utf16CodeUnits',
        results: verdicts.map((verdict) => resultOf(verdict, indexes.get(verdict.check))),
      },
    ],
  };
}

/**
 * The run is successful even if a check has an error: GitHub rejects a file with an unsuccessful run
 * (https://github.com/github/codeql-action/issues/1316), and the error is a notification. Only a run without data is unsuccessful: a file
 * without results would close every alert. Section 3.20.21: notifications are for conditions that the tool met while it ran.
 */
function invocationOf(
  { verdicts, takenAt, warnings = [] }: Result,
  { note, notEvaluated }: Reported,
): Invocation {
  const groups = [
    ...groupBy(verdicts.filter(isUnknown), (verdict) =>
      JSON.stringify([verdict.verdict, verdict.check, verdict.message, needText(verdict)]),
    ).values(),
  ];
  const rest = groups.length - MAX_NOTIFICATIONS;
  return {
    executionSuccessful: notEvaluated === undefined,
    endTimeUtc: takenAt,
    toolExecutionNotifications: [
      ...notesOf(notEvaluated).map((text) => ({
        level: 'error' as const,
        message: { text: messageText(printable(text)) },
      })),
      ...[...notesOf(note), ...warnings].map((text) => ({
        level: 'warning' as const,
        message: { text: messageText(printable(text)) },
      })),
      ...groups
        .slice(0, MAX_NOTIFICATIONS)
        .flatMap((group) => group.slice(0, 1).map((one) => notificationOf(one, group))),
      ...notesOf(leftOut(rest, 'notification', 'limit of notifications')).map((text) => ({
        level: 'warning' as const,
        message: { text },
      })),
    ],
  };
}

function notificationOf(first: Verdict, group: readonly Verdict[]) {
  const need = needText(first);
  const objects = some(
    group.map(({ object }) => objectText(object)),
    MAX_OBJECTS,
  );
  const word = first.verdict === 'error' ? 'error' : 'unknown';
  return {
    level: first.verdict === 'error' ? ('error' as const) : ('warning' as const),
    associatedRule: { id: first.check },
    message: {
      text: messageText(
        printable(`${first.check}, ${objects}: ${word}: ${first.message}`) +
          (need === '' ? '' : `. Required to decide: ${need}`),
      ),
    },
  };
}

/**
 * Kind of a result (section 3.27.9): `open` means "there was not enough information to decide", for unknown verdicts and errors of checks.
 * Only a `fail` has a level other than `none` (section 3.27.10).
 */
const KINDS = {
  fail: 'fail',
  pass: 'pass',
  unknown: 'open',
  'not-applicable': 'notApplicable',
  error: 'open',
} as const;

function resultOf(verdict: Verdict, ruleIndex: number | undefined): SarifResult {
  const { check, object, severity, fingerprint, waiver, inBaseline } = verdict;
  const failed = verdict.verdict === 'fail';
  const evidence = evidenceText(verdict);
  const need = needText(verdict);
  const at = locationOf(verdict);
  const text = `${findingText(verdict)}${templateText(verdict)}${evidence === '' ? '' : ` [${evidence}]`}${need === '' ? '' : `. Required to decide: ${need}`}`;
  return {
    ruleId: check,
    ...(ruleIndex !== undefined && { ruleIndex }),
    kind: KINDS[verdict.verdict],
    level: failed ? levelOf(severity) : 'none',
    // The rule has its worst severity; the rank orders its less severe results.
    ...(failed && { rank: Number(SCORES[severity]) * 10 }),
    message: { text: messageText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(at), ...(at.isFile && { uriBaseId: '%SRCROOT%' }) },
          region: at.isFile
            ? { startLine: at.line }
            : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        },
        ...(object && {
          logicalLocations: [
            {
              name: printable(object.name),
              fullyQualifiedName: printable(
                [object.namespace, object.kind, object.name].filter(Boolean).join('/'),
              ),
              kind: 'resource',
            },
          ],
        }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'archmap/v1': fingerprint },
    // Code scanning itself ignores suppressions; advanced-security/dismiss-alerts and other viewers use them.
    ...(waiver && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: waiverText(waiver) }],
    }),
    ...(inBaseline && { baselineState: 'unchanged' }),
    properties: { verdict: verdict.verdict, severity },
  };
}

/** `[words](target)` is a link in a plain message too (section 3.11.6): a name must not become one. */
function messageText(text: string): string {
  return cutText(text, MAX_MESSAGE).replaceAll('](', '] (');
}
