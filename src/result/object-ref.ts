export interface ObjectRef {
  kind: string;
  namespace?: string;
  name: string;
}
