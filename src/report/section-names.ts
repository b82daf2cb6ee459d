/** Sections of `get`, in the order of the help. */
export const SECTIONS = [
  'control-plane',
  'nodes',
  'namespaces',
  'workloads',
  'addons',
  'storage',
  'exposure',
  'network',
  'identities',
  'certificates',
] as const;
export type Section = (typeof SECTIONS)[number];
