import { abortError } from './scope.ts';

/** Limits the number of concurrent tasks, in the order of arrival. */
export class ConcurrencyLimit {
  /** Below zero after the limit was lowered, until enough tasks have ended. */
  private free: number;
  private count: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
    this.count = count;
  }

  get size(): number {
    return this.count;
  }

  /** Another limit from now on; tasks that hold a slot keep it. */
  resize(count: number): void {
    this.free += count - this.count;
    this.count = count;
    this.admit();
  }

  /** Resolves to the function that releases the slot; it may be called more than once. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw abortError(signal.reason);
    if (this.free > 0) this.free--;
    else await this.queue(signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.free++;
      this.admit();
    };
  }

  private admit(): void {
    while (this.free > 0) {
      const next = this.waiting.shift();
      if (!next) return;
      this.free--;
      next();
    }
  }

  private queue(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(abortError(signal.reason));
      };
      this.waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
