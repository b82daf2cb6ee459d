import { describe, expect, it } from '@jest/globals';
import { elementOf, spanOfElement } from '../../src/app/element-lines.ts';

const manifest = `kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - image: a
        name: web
        securityContext:
          privileged: true
        env:
        - name: data
          value: x
        volumeMounts:
        - {name: data, mountPath: /d}
      - name: proxy # the sidecar

        securityContext:
          privileged: true
      initContainers:
        - name: "setup"
          image: b
      volumes:
        - hostPath:
            path: /
          name: data
        - name: other
          hostPath: {path: /etc}
      serviceAccountName: web
`.split('\n');
const whole = { first: 1, last: manifest.length };
const find = (evidence: string) => {
  const element = elementOf(evidence);
  return element && spanOfElement(manifest, whole, element);
};

describe('the lines of an element', () => {
  it.each([
    ['container web: privileged: true', { first: 8, last: 16, name: 9 }],
    ['container proxy: privileged: true', { first: 17, last: 20, name: 17 }],
    ['init container setup: runs as root', { first: 22, last: 23, name: 22 }],
    ['volume data: hostPath /', { first: 25, last: 27, name: 27 }],
    ['volume other: hostPath /etc', { first: 28, last: 29, name: 28 }],
  ])('%s', (evidence, span) => {
    expect(find(evidence)).toEqual(span);
  });

  it.each([
    'container data: x',
    'volume web: x',
    'container absent: x',
    'hostNetwork: true',
    'container a.*: x',
  ])('has none for %s', (evidence) => {
    expect(find(evidence)).toBeUndefined();
  });

  it('has none where two elements have the name', () => {
    const element = elementOf('container web: x');
    const twice = [...manifest, ...manifest];
    expect(element && spanOfElement(twice, { first: 1, last: twice.length }, element)).toBeUndefined();
  });
});
