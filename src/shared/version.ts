/** Set by the bundler from package.json; source runs (tests, tools) say so. */
declare const ARCHMAP_VERSION: string | undefined;

export const version: string = typeof ARCHMAP_VERSION === 'string' ? ARCHMAP_VERSION : '0.0.0-source';

/** Sent with every request, so that an audit log can tell who asked. */
export const toolName = `kubectl-archmap/${version}`;

export const homepage = 'https://github.com/kubectl-archmap/kubectl-archmap';
