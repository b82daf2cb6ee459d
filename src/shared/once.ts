/** Calls `build` at the first use and caches the result. */
export function once<T>(build: () => T): () => T {
  let built: { value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}

/** An object whose properties are built at the first read and cached. Other properties are those of `base`. */
export function lazily<T extends object>(
  parts: { [K in keyof T]: () => T[K] },
  base: object = Object.prototype,
): T {
  const built: object = Object.create(base) as object;
  for (const [name, build] of Object.entries<() => unknown>(parts))
    Object.defineProperty(built, name, { get: once(build), enumerable: true });
  return built as T;
}
