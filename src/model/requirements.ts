/** The model's most frequent requirements, each defined once; src/checks/advice.ts adapts it to the source. */
import { getUrl, list } from '../shared/requirement.ts';
import type { Requirement } from '../shared/requirement.ts';

export const LIST_PODS = list('pods', 'kube-system');
export const LIST_NODES = list('nodes');
export const LIST_LEASES = list('leases.coordination.k8s.io', 'kube-system');
export const GET_FLAGZ = getUrl('/flagz');
export const GET_METRICS = getUrl('/metrics');
export const GET_READYZ = getUrl('/readyz');
export const GET_VERSION = getUrl('/version');

/** What is required to show the flags of API servers. */
export const SHOW_FLAGS: readonly Requirement[] = [LIST_PODS, GET_FLAGZ];

/** What is required to show every API server, and the flags of each. */
export const COUNT_AND_SHOW: readonly Requirement[] = [LIST_LEASES, ...SHOW_FLAGS];
