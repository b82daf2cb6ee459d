/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) as GitHub code scanning takes it
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
import type { Log, Notification, ReportingDescriptor, Result as SarifResult } from 'sarif';
import type { CheckInfo, Result, Severity, Verdict } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { homepage } from '../../shared/version.ts';
import { clusterName, evidenceText, findingText, leftOut, virtualPath } from './common.ts';
import type { Formatted, FormatOptions } from './types.ts';

/** More results in a run make GitHub refuse the file. */
const MOST_RESULTS = 25_000;
/** 10 MB gzipped is the limit; JSON like this shrinks to a tenth, so this keeps well below it. */
const MOST_CHARACTERS = 60_000_000;
const MOST_DESCRIPTION = 1024;
const MOST_TAGS = 10;

/** GitHub reads over 9.0 as critical, from 7.0 as high, from 4.0 as medium, below as low. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.5',
};

/** A run with one rule a check and one result a verdict that says something; `all` adds what passed. */
export function sarif(result: Result, { all }: FormatOptions): Formatted {
  const shown = result.verdicts.filter(({ verdict }) => all || verdict === 'fail' || verdict === 'unknown');
  const kept = cut(shown);
  const note = leftOut(shown.length - kept.length, 'result', 'code scanning takes no more in one file');
  const failed = result.verdicts.filter(({ verdict }) => verdict === 'error');
  const rules = rulesOf(result.checks, kept);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...driver(result.tool), rules } },
        automationDetails: { id: `archmap/${clusterName(result)}/` },
        invocations: [
          {
            executionSuccessful: failed.length === 0,
            endTimeUtc: result.takenAt,
            toolExecutionNotifications: [
              ...failed.map(({ check, message }) => notification('error', printable(`${check}: ${message}`))),
              ...(note === undefined ? [] : [notification('warning', note)]),
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: kept.map((verdict) => resultOf(verdict, indexes.get(verdict.check) ?? -1)),
      },
    ],
  };
  return { text: `${JSON.stringify(log, undefined, 1)}\n`, notes: note === undefined ? [] : [note] };
}

/** The worst first, as they come, until the platform takes no more. */
function cut(verdicts: readonly Verdict[]): readonly Verdict[] {
  let characters = 0;
  const end = verdicts.findIndex(({ message, evidence }, index) => {
    characters += 700 + 2 * message.length + evidence.reduce((sum, { value }) => sum + value.length + 60, 0);
    return index >= MOST_RESULTS || characters > MOST_CHARACTERS;
  });
  return end < 0 ? verdicts : verdicts.slice(0, end);
}

function driver(tool: string): { name: string; semanticVersion?: string; informationUri: string } {
  const [name = 'kubectl-archmap', version] = tool.split('/');
  return {
    name,
    ...(version !== undefined && /^\d+\.\d+\.\d+/.test(version) && { semanticVersion: version }),
    informationUri: homepage,
  };
}

function notification(level: Notification.level, text: string): Notification {
  return { level, message: { text } };
}

function rulesOf(checks: readonly CheckInfo[], verdicts: readonly Verdict[]): ReportingDescriptor[] {
  const used = new Set(verdicts.map(({ check }) => check));
  return checks.filter(({ id }) => used.has(id)).map(ruleOf);
}

function ruleOf({ id, title, severity, area, why, fix, references }: CheckInfo): ReportingDescriptor {
  const links = references.map(({ framework, id: row, url }) =>
    url === undefined ? `- ${framework}: ${row}` : `- [${framework}: ${row}](${url})`,
  );
  const tags = ['security', 'kubernetes', area, ...references.flatMap(tagOf)];
  const url = references.find((reference) => reference.url !== undefined)?.url;
  return {
    id,
    name: title.slice(0, 255),
    shortDescription: { text: title.slice(0, MOST_DESCRIPTION) },
    fullDescription: { text: why.slice(0, MOST_DESCRIPTION) },
    help: { text: `${why}\n\n${fix}`, markdown: `${why}\n\n**Fix:** ${fix}\n\n${links.join('\n')}` },
    ...(url !== undefined && { helpUri: url }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      'security-severity': SCORES[severity],
      precision: 'high',
      tags: [...new Set(tags)].slice(0, MOST_TAGS),
    },
  };
}

function tagOf({ framework, id }: CheckInfo['references'][number]): string[] {
  return framework === 'docs' ? [] : [`${framework} ${id}`.toLowerCase().replace(/[^a-z0-9.]+/g, '-')];
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/**
 * What kind of result a verdict is: `open` is the specification's word for what could not be determined
 * (section 3.27.9), and a level other than `none` is allowed for `fail` only.
 */
const KINDS = {
  fail: 'fail',
  pass: 'pass',
  unknown: 'open',
  'not-applicable': 'notApplicable',
  error: 'open',
} as const;

function resultOf(verdict: Verdict, ruleIndex: number): SarifResult {
  const { check, object, severity, fingerprint, waived, inBaseline, settle = [] } = verdict;
  const evidence = evidenceText(verdict);
  const need = settle.length > 0 ? ` To know it: ${printable(settle.join(', '))}.` : '';
  const path = virtualPath(object);
  return {
    ruleId: check,
    ruleIndex,
    kind: KINDS[verdict.verdict],
    level: verdict.verdict === 'fail' ? levelOf(severity) : 'none',
    message: { text: `${findingText(verdict)}${evidence === '' ? '' : ` [${evidence}]`}${need}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
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
    ...(waived && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: printable(`${waived.reason} (${waived.owner}, until ${waived.expires})`),
        },
      ],
    }),
    ...(inBaseline && { baselineState: 'unchanged' }),
    properties: { verdict: verdict.verdict, severity },
  };
}
