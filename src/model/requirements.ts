/** What the model requires most often, so that each stands here once; src/checks/advice.ts adapts it to the source. */
import { getUrl, list } from '../shared/requirement.ts';
import type { Requirement } from '../shared/requirement.ts';

export const LIST_PODS = list('pods', 'kube-system');
export const LIST_NODES = list('nodes');
export const LIST_LEASES = list('leases.coordination.k8s.io', 'kube-system');
export const GET_FLAGZ = getUrl('/flagz');
export const GET_METRICS = getUrl('/metrics');
export const GET_READYZ = getUrl('/readyz');
export const GET_VERSION = getUrl('/version');

/** What shows the flags of API servers. */
export const SHOW_FLAGS: readonly Requirement[] = [LIST_PODS, GET_FLAGZ];

/** What shows every API server, and the flags of each. */
export const COUNT_AND_SHOW: readonly Requirement[] = [LIST_LEASES, ...SHOW_FLAGS];
