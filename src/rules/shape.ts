/** Shape of a value of the model: the subset of JSON schema that describes the snapshot's records. */
export interface Shape {
  type?: string;
  description?: string;
  enum?: readonly string[];
  items?: Shape;
  properties?: Readonly<Record<string, Shape>>;
  additionalProperties?: Shape | boolean;
  required?: readonly string[];
  /** For a map: prefixes of the keys that are collected. */
  prefixes?: readonly string[];
}

export const text: Shape = { type: 'string' };
export const texts: Shape = { type: 'array', items: text };
export const flag: Shape = { type: 'boolean' };
export const whole: Shape = { type: 'integer' };

/** An object; fields with a trailing `?` are optional. */
export function fields(properties: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, shape]) => [name.replace(/\?$/, ''), shape])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  };
}
