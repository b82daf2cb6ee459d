/** A flag of the kubeadm configuration: every value, in order, since v1beta4 may set a flag several times. */
export interface ReportedFlag {
  values: readonly string[];
  /** kubeadm prepends or appends the value to its own. */
  merged?: true;
}

/**
 * The flags in kubeadm's ClusterConfiguration for a component: `extraArgs` is a list of name and value since v1beta4 and a map
 * before (https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/). Only the two shapes that kubeadm itself
 * writes into its ConfigMap are parsed; snapshots have those of older releases in the newest one.
 */
export function extraArgs(text: string, section: string): ReadonlyMap<string, ReportedFlag> {
  const found = new Map<string, ReportedFlag>();
  const lines = sectionOf(text, section);
  const start = lines.findIndex((line) => /^\s+extraArgs:\s*$/.test(line));
  if (start < 0) return found;
  const indent = indentOf(lines[start] ?? '');
  let name: string | undefined;
  for (const line of lines.slice(start + 1)) {
    if (indentOf(line) < indent || (indentOf(line) === indent && !/^\s*-/.test(line))) break;
    const [, key = '', raw = ''] = /^\s*(?:- )?\s*([\w.-]+):\s*(.*)$/.exec(line) ?? [];
    const value = unquoted(raw);
    if (key === 'name') name = value;
    else if (key === 'value') {
      if (name !== undefined) found.set(name, { values: [...(found.get(name)?.values ?? []), value] });
    } else if (key === 'mergeMethod') {
      if (name !== undefined && value !== '')
        found.set(name, { values: found.get(name)?.values ?? [], merged: true });
    } else if (key !== '') found.set(key, { values: [value] });
  }
  return found;
}

/** The lines below a top-level key, or below `etcd.local`. */
function sectionOf(text: string, section: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${section}:`));
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}
