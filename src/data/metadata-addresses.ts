/**
 * Addresses and names of the metadata services of clouds, which return credentials of the node. As of 2026-12-01; sources:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html (169.254.169.254, fd00:ec2::254),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint.html (169.254.170.2; EKS Pod Identity 169.254.170.23),
 * https://cloud.google.com/compute/docs/metadata/querying-metadata (metadata.google.internal),
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16,
 * https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata (100.100.100.200),
 * https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm (169.254.169.254; 192.0.0.192 on old images).
 */
export const asOf = '2026-12-01';

export const metadataAddresses: readonly string[] = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  'fd00:ec2::254',
  'fd00:ec2::23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
];

/** Names that resolve to one of them in the network of the cloud, or anywhere. */
export const metadataHosts: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  '169.254.169.254',
  '169.254.169.254.nip.io',
  '169.254.169.254.sslip.io',
]);
