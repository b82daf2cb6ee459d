/** What a control requires that is not available through the Kubernetes API. */
export type Need =
  | 'node files'
  | 'cloud API'
  | 'network attack'
  | 'image scan'
  | 'audit log'
  | 'usage history'
  | 'values of Secrets'
  | 'values of ConfigMaps'
  | 'a program on the node';

export interface BenchmarkRow {
  id: string;
  /** Name of the control, in neutral words. */
  title: string;
  /** Absent = available through the API. */
  needs?: Need;
  /** Command for a manual check, on the node unless it begins with kubectl. Paths are those of kubeadm. */
  manual?: string;
}

export interface BenchmarkSection {
  id: string;
  title: string;
  rows: readonly BenchmarkRow[];
}

export const onNode = (id: string, title: string, manual: string): BenchmarkRow => ({
  id,
  title,
  needs: 'node files',
  manual,
});

/** A file's mode and its owner, two rows each. */
export const mode = (id: string, what: string, most: string, path: string): BenchmarkRow =>
  onNode(id, `${what}: mode ${most} or stricter`, `stat -c '%a %n' ${path}`);
export const owner = (id: string, what: string, who: string, path: string): BenchmarkRow =>
  onNode(id, `${what}: owner ${who}`, `stat -c '%U:%G %n' ${path}`);
