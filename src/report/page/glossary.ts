/** Words that the page cannot do without, for readers who do not know Kubernetes. */
export const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  ['cluster', 'machines that run programs together as if they were one'],
  ['node', 'one machine of the cluster'],
  ['control plane', 'the programs that rule the cluster; who holds them holds everything in it'],
  ['API server', 'the front door of the control plane: every command goes through it'],
  ['etcd', 'the database of the control plane; it holds everything, passwords too'],
  ['namespace', 'a named area of the cluster, often one for a team or an application'],
  ['workload', 'a program that the cluster keeps running'],
  ['pod', 'one running copy of a workload'],
  ['Secret', 'where the cluster keeps passwords and keys'],
  ['identity', 'a person, a group or a program (ServiceAccount) that may do something in the cluster'],
  ['cluster-admin', 'the right to do everything'],
  ['way in', 'an address and port at which something in the cluster can be reached from outside it'],
  ['add-on', 'software that is added to Kubernetes: networks, certificates, monitoring'],
  ['webhook', 'a program that the API server asks before it accepts a change'],
  ['not known', 'the evidence was not shown to this tool; that is neither good nor bad'],
];
