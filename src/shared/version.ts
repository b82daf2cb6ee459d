/** Set by the bundler from package.json; undefined when run from source (tests, tools). */
declare const ARCHMAP_VERSION: string | undefined;

export const version: string = typeof ARCHMAP_VERSION === 'string' ? ARCHMAP_VERSION : '0.0.0-source';

/** User agent of every request, so that audit logs identify the tool. */
export const toolName = `kubectl-archmap/${version}`;

export const homepage = 'https://github.com/kubectl-archmap/kubectl-archmap';
