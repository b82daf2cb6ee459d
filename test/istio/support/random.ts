/** Reproducible choices: the same seed gives the same meshes. */
export class Choices {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }

  /** From 0 to below `limit` (mulberry32). */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** Some of the items, in order. */
  some<T>(items: readonly T[], percent: number): T[] {
    return items.filter(() => this.chance(percent));
  }

  list<T>(max: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(max + 1) }, (_, index) => make(index));
  }
}
