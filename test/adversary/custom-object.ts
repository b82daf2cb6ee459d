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

/** A custom object as YAML that ends with a document separator. */
export function customObject({ apiVersion, kind, namespace, name, spec, more = '' }: CustomInput): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
${more}
---`;
}
