/** Sets of ports: ranges that do not overlap, in order, both ends included. Without a protocol they are of TCP. */
export type Ports = readonly (readonly [number, number])[];

export const EVERY_PORT: Ports = [[1, 65_535]];
export const NO_PORT: Ports = [];

/** From ranges as in a policy record; absent = every port. Names are no numbers, and add nothing. */
export function portSet(ranges: readonly string[] | undefined): Ports {
  if (ranges === undefined) return EVERY_PORT;
  return ranges.reduce<Ports>((all, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Number.isNaN(first) || Number.isNaN(last) ? all : united(all, [[first, last]]);
  }, NO_PORT);
}

export function common(a: Ports, b: Ports): Ports {
  if (a === EVERY_PORT) return b;
  if (b === EVERY_PORT) return a;
  return a.flatMap(([first, last]) =>
    b.flatMap(([from, to]): [number, number][] => {
      const [start, end] = [Math.max(first, from), Math.min(last, to)];
      return start <= end ? [[start, end]] : [];
    }),
  );
}

export function without(a: Ports, b: Ports): Ports {
  if (b === EVERY_PORT) return NO_PORT;
  return b.reduce<Ports>(
    (left, [from, to]) =>
      left.flatMap(([first, last]): [number, number][] => {
        if (to < first || from > last) return [[first, last]];
        return [
          ...(first < from ? [[first, from - 1] as [number, number]] : []),
          ...(last > to ? [[to + 1, last] as [number, number]] : []),
        ];
      }),
    a,
  );
}

export function united(a: Ports, b: Ports): Ports {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...without(a, b), ...b].sort(([one], [other]) => one - other);
}

/** More than half of all ports: the excluded ones are then the exception. */
export function areMost(ports: Ports): boolean {
  return ports === EVERY_PORT || sizeOfPorts(ports) > 32_767;
}

/** The number of ports. */
export function sizeOfPorts(ports: Ports): number {
  return ports.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
