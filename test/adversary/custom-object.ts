interface CustomInput {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  /** In flow style. */
  spec: string;
  /** Further lines, such as a status. */
  more?: string;
}

/** An object of somebody's own kind as YAML that ends with the mark of the next document. */
export function customObject({ apiVersion, kind, namespace, name, spec, more = '' }: CustomInput): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
${more}
---`;
}
