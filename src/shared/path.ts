/**
 * Canonical form of a path as the kernel resolves it, except for links: without `.`, `..`, doubled and trailing slashes. For every
 * comparison of paths; paths of nodes have further names (checks/helpers/host-paths.ts).
 */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  const root = path.startsWith('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    // The parent of the root is the root; the parent of a relative path is unknown.
    else if (!root) parts.push(part);
  }
  return `${root ? '/' : ''}${parts.join('/')}`;
}
