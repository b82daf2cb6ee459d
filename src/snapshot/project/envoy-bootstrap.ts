/** Replaces the bootstrap in a kept command. */
const BOOTSTRAP_PLACEHOLDER = '(envoy bootstrap)';

/** The words of a command without the text of `--config-yaml`, which is passed to `onBootstrap`. */
export function withoutBootstrap(
  list: readonly string[],
  onBootstrap: ((text: string) => void) | undefined,
): readonly string[] {
  if (!list.some((item) => item.startsWith('--config-yaml'))) return list;
  const result: string[] = [];
  let next = false;
  for (const item of list) {
    if (next) {
      onBootstrap?.(item);
      result.push(BOOTSTRAP_PLACEHOLDER);
    } else if (item.startsWith('--config-yaml=')) {
      onBootstrap?.(item.slice('--config-yaml='.length));
      result.push(`--config-yaml=${BOOTSTRAP_PLACEHOLDER}`);
    } else {
      result.push(item);
    }
    next = item === '--config-yaml';
  }
  return result;
}
