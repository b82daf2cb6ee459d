/**
 * One spelling of a path as the kernel reads it, short of links: without `.`, `..`, doubled and trailing slashes. For every comparison of paths;
 * those of nodes have other names besides (checks/helpers/host-paths.ts).
 */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  const root = path.startsWith('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    // Above the root is the root; what lies above a relative path is not known.
    else if (!root) parts.push(part);
  }
  return `${root ? '/' : ''}${parts.join('/')}`;
}
