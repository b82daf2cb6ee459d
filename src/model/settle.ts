/**
 * What would settle a question, in kubectl's words: rights that the user may lack, and what no right shows. The checks adapt
 * these texts to the source (src/checks/advice.ts), so that each stands here once.
 */
export const LIST_PODS = 'list pods in kube-system';
export const LIST_NODES = 'list nodes';
export const LIST_LEASES = 'list leases.coordination.k8s.io in kube-system';
export const GET_FLAGZ = 'get /flagz';
export const GET_METRICS = 'get /metrics';
export const GET_READYZ = 'get /readyz';
export const GET_VERSION = 'get /version';

/** No right shows it. */
export const LOOK_ON_HOST = 'look on the control-plane host';

/** What shows the flags of API servers. */
export const SHOW_FLAGS: readonly string[] = [LIST_PODS, GET_FLAGZ];

/** What shows every API server, and the flags of each. */
export const COUNT_AND_SHOW: readonly string[] = [LIST_LEASES, ...SHOW_FLAGS];
