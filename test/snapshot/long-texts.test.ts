import { describe, expect, it } from '@jest/globals';
import { createProjector } from '../../src/snapshot/index.ts';
import { isLongPath, pathText, str } from '../../src/snapshot/project/raw.ts';
import { cleanLine, isCutText, TEXT_LIMITS } from '../../src/snapshot/text.ts';

describe('a text that is longer than its limit', () => {
  it('is marked as truncated', () => {
    const kept = cleanLine('a'.repeat(3_000));
    expect(kept).toHaveLength(TEXT_LIMITS.value);
    expect(isCutText(kept)).toBe(true);
  });

  it('hides no content after blanks', () => {
    expect(str(`${' '.repeat(5_000)}0.0.0.0/0${' '.repeat(5_000)}`)).toBe('0.0.0.0/0');
  });

  it('keeps annotations complete', () => {
    const ranges = `${'198.51.100.7/32,'.repeat(2_000)}0.0.0.0/0`;
    const ingress = createProjector().project({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'i',
        namespace: 'shop',
        annotations: { 'nginx.ingress.kubernetes.io/whitelist-source-range': ranges },
      },
      spec: {},
    });
    expect(JSON.stringify(ingress)).toContain(ranges);
  });
});

describe('a path', () => {
  it.each([
    ['/etc//kubernetes/./pki', '/etc//kubernetes/./pki'],
    [`/${'./'.repeat(3_000)}etc`, '/etc'],
    [`${'./'.repeat(3_000)}etc`, 'etc'],
    [`/a${'/'.repeat(9_000)}b/.c`, '/a/b/.c'],
    [`C:\\${'.\\'.repeat(3_000)}x`, 'C:\\x'],
    [`/a.${'/.'.repeat(3_000)}/.b`, '/a./.b'],
  ])('%#: is kept without insignificant parts once it is too long', (path, expected) => {
    expect(pathText(path)).toBe(expected);
    expect(isLongPath(path)).toBe(false);
  });

  it('is too long when all parts are significant', () => {
    const path = '/a'.repeat(2_049);
    expect(isLongPath(path)).toBe(true);
    expect(isLongPath('/a'.repeat(2_048))).toBe(false);
    expect(pathText(path)).toHaveLength(TEXT_LIMITS.path);
  });

  it('is fast for any length', () => {
    const start = performance.now();
    for (const part of ['/', './', '/.', '.', '\\', '/a/.', '.\\/']) pathText(part.repeat(700_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
