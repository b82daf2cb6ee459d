import { GET_METRICS, LIST_PODS } from '../../model/requirements.ts';
import type { ApiServerFacts, PodFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { listed } from './objects.ts';
import type { Requirement } from '../../shared/requirement.ts';

/**
 * A finding about the version of all API servers: no pass while some did not report theirs, or while there may be further ones: neither
 * their number is known nor the list of pods complete.
 */
export function ofAllServers(
  finding: Finding,
  apiServer: ApiServerFacts,
  { complete }: Pick<PodFacts, 'complete'>,
): Finding {
  const reported = ofKnownServers(finding, apiServer);
  const { replicas } = apiServer;
  return reported.verdict !== 'pass' || replicas.known || complete
    ? reported
    : lacking(reported, 'the number of kube-apiserver instances is unknown', replicas.requires);
}

/** The same for properties in which the servers of one cluster hardly differ: only the known servers have to report a version. */
export function ofKnownServers(finding: Finding, { versionless }: ApiServerFacts): Finding {
  return finding.verdict !== 'pass' || versionless.length === 0
    ? finding
    : lacking(finding, `the version of ${listed([...versionless])} is unknown`, [GET_METRICS, LIST_PODS]);
}

function lacking(
  { at, message, evidence }: Finding & { verdict: 'pass' },
  lack: string,
  requires: readonly Requirement[],
): Finding {
  return { verdict: 'unknown', ...(at && { at }), message: `${message}, but ${lack}`, requires, evidence };
}
