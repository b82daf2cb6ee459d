/**
 * Reports as Kubernetes objects, for dashboards: `openreports.io/v1alpha1`, and its predecessor `wgpolicyk8s.io/v1alpha2`. As text only:
 * this tool applies nothing. https://github.com/openreports/reports-api
 */
import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { data } from '../data.ts';
import { cutText, evidenceText, isUnknown, needText, waiverText } from './finding.ts';
import type { Formatted, FormatOptions } from './types.ts';

interface Api {
  apiVersion: string;
  cluster: string;
  namespaced: string;
  /** Whether the report itself has a field for its source; the older API has it in each result only. */
  hasSource: boolean;
}

const OPEN_REPORTS: Api = {
  apiVersion: 'openreports.io/v1alpha1',
  cluster: 'ClusterReport',
  namespaced: 'Report',
  hasSource: true,
};
const POLICY_REPORTS: Api = {
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  cluster: 'ClusterPolicyReport',
  namespaced: 'PolicyReport',
  hasSource: false,
};

/**
 * Bytes of results in one object; more results are split into several objects, so that nothing is omitted. etcd accepts 1.5 MiB per request
 * (https://etcd.io/docs/v3.6/dev-guide/limit/), but `kubectl apply` keeps a copy of the object in an annotation, and annotations are
 * limited to 256 KiB in total (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/ and TotalAnnotationSizeLimitB).
 */
const MAX_BYTES = 200_000;
/** Limit of one text in a result, so that a single result fits as well. */
const MAX_TEXT = 10_000;

/**
 * One ClusterReport for results without a namespace, even when it is empty, and one Report in each namespace with results: fails (including
 * accepted ones), unknowns and errors; with `all` every verdict. Documents of one YAML stream.
 */
export function openreports(result: Result, options: FormatOptions): Formatted {
  return reports(result, options, OPEN_REPORTS);
}

/** The same with the older API, for clusters that have not migrated. */
export function policyreport(result: Result, options: FormatOptions): Formatted {
  return reports(result, options, POLICY_REPORTS);
}

function reports({ verdicts, takenAt }: Result, { all }: FormatOptions, api: Api): Formatted {
  const isShown = (verdict: Verdict) => all || verdict.verdict === 'fail' || isUnknown(verdict);
  const placeOf = ({ object }: Verdict) => object?.namespace ?? '';
  const places = groupBy(verdicts.filter(isShown), placeOf);
  const hidden = groupBy(
    verdicts.filter((verdict) => !isShown(verdict)),
    placeOf,
  );
  // An empty report means no results; a missing report would have no meaning.
  if (!places.has('')) places.set('', []);
  const seconds = Math.floor(Date.parse(takenAt) / 1000);
  const documents = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([namespace, group]) =>
      split(group.map((verdict) => entry(verdict, seconds))).map((results, index) =>
        // Counts include every result there, listed or not.
        report(
          api,
          namespace,
          index,
          [
            ...results.map(({ result }) => result),
            ...(index === 0 ? (hidden.get(namespace) ?? []).map(outcomeOf) : []),
          ],
          results,
        ),
      ),
    );
  return { text: documents.map((document) => `---\n${data(document, 'yaml')}`).join(''), notes: [] };
}

type Entry = ReturnType<typeof entry>;
type Outcome = 'pass' | 'fail' | 'warn' | 'error' | 'skip';

function report(
  api: Api,
  namespace: string,
  index: number,
  outcomes: readonly Outcome[],
  results: readonly Entry[],
): object {
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  return {
    apiVersion: api.apiVersion,
    kind: namespace === '' ? api.cluster : api.namespaced,
    metadata: {
      name: index === 0 ? 'archmap' : `archmap-${index + 1}`,
      ...(namespace !== '' && { namespace: printable(namespace) }),
      labels: { 'app.kubernetes.io/managed-by': 'kubectl-archmap' },
    },
    ...(api.hasSource && { source: 'archmap' }),
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

/** Unknown is `warn`: `skip` would mean "does not apply", and `error` an error of the tool. */
function outcomeOf({ verdict, waiver }: Verdict): Outcome {
  if (verdict === 'fail') return waiver ? 'skip' : 'fail';
  if (verdict === 'unknown') return 'warn';
  return verdict === 'not-applicable' ? 'skip' : verdict;
}

function entry(verdict: Verdict, seconds: number) {
  const {
    check,
    area,
    title,
    severity,
    object,
    message,
    responsibility,
    waiver,
    inBaseline,
    fingerprint,
    declaredIn,
  } = verdict;
  const evidence = evidenceText(verdict);
  const need = needText(verdict);
  return {
    source: 'archmap',
    policy: printable(check),
    rule: printable(title),
    category: area,
    severity,
    result: outcomeOf(verdict),
    message: long(`${waiver ? 'accepted: ' : ''}${printable(message)}`),
    timestamp: { seconds, nanos: 0 },
    // A component, such as etcd, is not an API object.
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
      responsibility,
      ...(object?.kind === 'Component' && { component: printable(object.name) }),
      ...(evidence !== '' && { evidence: long(evidence) }),
      ...(need !== '' && { requires: long(need) }),
      ...(waiver && { accepted: long(waiverText(waiver)) }),
      ...(inBaseline && { inBaseline: 'true' }),
      ...(declaredIn && { declaredIn: long(printable(`${declaredIn.file}:${declaredIn.line}`)) }),
    },
  };
}

function long(text: string): string {
  return cutText(text, MAX_TEXT);
}

function split(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [[]];
  let size = 0;
  for (const one of entries) {
    const own = Buffer.byteLength(JSON.stringify(one));
    if (size + own > MAX_BYTES && size > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(one);
    size += own;
  }
  return parts;
}
