// The bill of materials of a release: CycloneDX 1.6, without a serial number and a time, so that the same input gives the same bytes.

/** The document: the program, Node inside of it, and the packages of the bundle as `packagesIn` lists them. */
export function billOfMaterials(version, nodeVersion, packages) {
  const tool = reference('npm', 'kubectl-archmap', version);
  const components = [
    {
      ...component('application', 'node', nodeVersion, `pkg:generic/node@${nodeVersion}`),
      licenses: [{ license: { id: 'MIT' } }],
    },
    ...packages.map(({ name, version: its, license }) => ({
      ...component('library', name, its, reference('npm', name, its)),
      licenses: [/ (AND|OR) /.test(license) ? { expression: license } : { license: { id: license } }],
    })),
  ];
  const unique = [...new Map(components.map((one) => [one['bom-ref'], one])).values()];
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        ...component('application', 'kubectl-archmap', version, tool),
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: unique,
    dependencies: [{ ref: tool, dependsOn: unique.map((one) => one['bom-ref']) }],
  };
}

function component(type, name, version, purl) {
  return { type, 'bom-ref': purl, name, version, purl };
}

/** A package URL; the scope's `@` is encoded. */
function reference(type, name, version) {
  return `pkg:${type}/${name.replace('@', '%40')}@${version}`;
}
