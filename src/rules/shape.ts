/** What a value of the model looks like: the part of JSON schema that the snapshot's records are written in. */
export interface Shape {
  type?: string;
  description?: string;
  enum?: readonly string[];
  items?: Shape;
  properties?: Readonly<Record<string, Shape>>;
  additionalProperties?: Shape | boolean;
  required?: readonly string[];
  /** Of a map: how the keys begin that are collected. */
  prefixes?: readonly string[];
}

export const text: Shape = { type: 'string' };
export const texts: Shape = { type: 'array', items: text };
export const flag: Shape = { type: 'boolean' };
export const whole: Shape = { type: 'integer' };

/** An object; fields whose name ends with `?` may be missing. */
export function fields(properties: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, shape]) => [name.replace(/\?$/, ''), shape])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  };
}
