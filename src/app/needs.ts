import type { Need } from '../data/cis-benchmark.ts';

/** Data that the Kubernetes API does not have, as the object of "requires". */
export const NEEDED: Readonly<Record<Need, string>> = {
  'node files': 'node files, which are not in the API',
  'cloud API': "the cloud's API",
  'network attack': 'attack requests, which are never sent',
  'image scan': 'a scan of images',
  'audit log': 'the audit log',
  'usage history': 'a history of usage (Prometheus)',
  'values of Secrets': 'the values of Secrets, which are never read',
  'values of ConfigMaps': 'the values of all ConfigMaps, which are never read',
  'a program on the node': 'a program on the node',
};
