/**
 * Reports as Kubernetes objects, for dashboards that read them: `openreports.io/v1alpha1`, and its forerunner
 * `wgpolicyk8s.io/v1alpha2`. As text only: this tool applies nothing. https://github.com/openreports/reports-api
 */
import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { data } from '../data.ts';
import { evidenceText } from './common.ts';
import type { Formatted, FormatOptions } from './types.ts';

interface Api {
  apiVersion: string;
  cluster: string;
  namespaced: string;
  /** A field of the whole report that names its maker. */
  named: boolean;
}

const OPEN_REPORTS: Api = {
  apiVersion: 'openreports.io/v1alpha1',
  cluster: 'ClusterReport',
  namespaced: 'Report',
  named: true,
};
const POLICY_REPORTS: Api = {
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  cluster: 'ClusterPolicyReport',
  namespaced: 'PolicyReport',
  named: false,
};

/** An object of more than 1.5 MiB does not fit into etcd; a report that would is several. */
const MOST_CHARACTERS = 1_000_000;

/** One ClusterReport for what lies in no namespace, and one Report in each namespace. */
export function openreports(result: Result, options: FormatOptions): Formatted {
  return reports(result, options, OPEN_REPORTS);
}

/** The same under the older names, for clusters that have not moved on. */
export function policyreport(result: Result, options: FormatOptions): Formatted {
  return reports(result, options, POLICY_REPORTS);
}

function reports({ verdicts, takenAt }: Result, { all }: FormatOptions, api: Api): Formatted {
  const shown = verdicts.filter(
    ({ verdict }) => all || verdict === 'fail' || verdict === 'unknown' || verdict === 'error',
  );
  const places = groupBy(shown, ({ object }) => object?.namespace ?? '');
  // An empty report says that there is nothing; no report says nothing.
  if (!places.has('')) places.set('', []);
  const documents = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([namespace, group]) =>
      split(group.map((verdict) => entry(verdict, takenAt))).map((results, index) =>
        report(api, namespace, index, results),
      ),
    );
  return { text: documents.map((document) => `---\n${data(document, 'yaml')}`).join(''), notes: [] };
}

type Entry = ReturnType<typeof entry>;

function report(api: Api, namespace: string, index: number, results: readonly Entry[]): object {
  const count = (outcome: Entry['result']) => results.filter(({ result }) => result === outcome).length;
  return {
    apiVersion: api.apiVersion,
    kind: namespace === '' ? api.cluster : api.namespaced,
    metadata: {
      name: index === 0 ? 'archmap' : `archmap-${index + 1}`,
      ...(namespace !== '' && { namespace }),
      labels: { 'app.kubernetes.io/managed-by': 'kubectl-archmap' },
    },
    ...(api.named && { source: 'archmap' }),
    summary: {
      pass: count('pass'),
      fail: count('fail'),
      warn: count('warn'),
      error: count('error'),
      skip: count('skip'),
    },
    results,
  };
}

/** What was not seen is `warn`: `skip` would be read as "does not apply", and `error` as a fault of the tool. */
function outcomeOf({ verdict, waived }: Verdict): 'pass' | 'fail' | 'warn' | 'error' | 'skip' {
  if (verdict === 'fail') return waived ? 'skip' : 'fail';
  if (verdict === 'unknown') return 'warn';
  return verdict === 'not-applicable' ? 'skip' : verdict;
}

function entry(verdict: Verdict, takenAt: string) {
  const { check, area, title, severity, object, message, settle = [], waived, fingerprint } = verdict;
  const evidence = evidenceText(verdict);
  return {
    source: 'archmap',
    policy: check,
    rule: printable(title),
    category: area,
    severity,
    result: outcomeOf(verdict),
    message: printable(message),
    timestamp: { seconds: Math.floor(Date.parse(takenAt) / 1000), nanos: 0 },
    ...(object &&
      object.kind !== 'Component' && {
        resources: [
          {
            kind: printable(object.kind),
            name: printable(object.name),
            ...(object.namespace !== undefined && { namespace: printable(object.namespace) }),
          },
        ],
      }),
    properties: {
      fingerprint,
      verdict: verdict.verdict,
      ...(object?.kind === 'Component' && { component: printable(object.name) }),
      ...(evidence !== '' && { evidence }),
      ...(settle.length > 0 && { settle: printable(settle.join(', ')) }),
      ...(waived && {
        waived: printable(`${waived.reason} (${waived.owner}, until ${waived.expires})`),
      }),
    },
  };
}

function split(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [[]];
  let size = 0;
  for (const one of entries) {
    const own = JSON.stringify(one).length;
    if (size + own > MOST_CHARACTERS && size > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(one);
    size += own;
  }
  return parts;
}
