export function billOfMaterials(
  version: string,
  nodeVersion: string,
  packages: readonly { name: string; version: string; license: string }[],
): { components: { name: string; purl: string }[] };
