import { ArchmapError } from '../../shared/errors.ts';

/**
 * Typed reading of a parsed kubeconfig. Like kubectl, it rejects a field of the wrong type; the error contains file and field, never the
 * value, which may be a credential.
 */
export class Fields {
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly file: string;
  private readonly path: string;

  constructor(value: unknown, file: string, path: string) {
    if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) {
      throw wrongType(file, path || 'the document', 'a map');
    }
    this.values = (value ?? {}) as Record<string, unknown>;
    this.file = file;
    this.path = path;
  }

  private at(key: string): string {
    return this.path ? `${this.path}.${key}` : key;
  }

  keys(): string[] {
    return Object.keys(this.values);
  }

  raw(key: string): unknown {
    return this.values[key] ?? undefined;
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value !== undefined && typeof value !== 'string') throw wrongType(this.file, this.at(key), 'a text');
    return value === '' ? undefined : value;
  }

  /** Accepts the YAML 1.1 words for true and false, like kubectl. */
  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(?:y|yes|on)$/i.test(value)) return true;
    if (typeof value === 'string' && /^(?:n|no|off)$/i.test(value)) return false;
    throw wrongType(this.file, this.at(key), 'true or false');
  }

  /** Base64 in Go's variant; returns the decoded text. */
  data(key: string): string | undefined {
    const encoded = this.text(key)?.replaceAll(/[\r\n]/g, '');
    if (encoded === undefined || encoded === '') return undefined;
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
      throw wrongType(this.file, this.at(key), 'base64');
    }
    return Buffer.from(encoded, 'base64').toString('utf8');
  }

  texts(key: string): string[] | undefined {
    return this.list(key)?.map((item, index) => {
      if (typeof item !== 'string') throw wrongType(this.file, `${this.at(key)}[${index}]`, 'a text');
      return item;
    });
  }

  list(key: string): readonly unknown[] | undefined {
    const value = this.raw(key);
    if (value !== undefined && !Array.isArray(value)) throw wrongType(this.file, this.at(key), 'a list');
    return value;
  }

  child(key: string): Fields {
    return new Fields(this.raw(key), this.file, this.at(key));
  }

  children(key: string): Fields[] {
    return (this.list(key) ?? []).map(
      (item, index) => new Fields(item, this.file, `${this.at(key)}[${index}]`),
    );
  }
}

function wrongType(file: string, path: string, wanted: string): ArchmapError {
  return new ArchmapError(
    'kubeconfig',
    `kubeconfig ${file}: ${path} must be ${wanted}`,
    'fix the field; kubectl rejects it, too',
  );
}
