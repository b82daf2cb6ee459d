import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { basename } from 'node:path';

/** A process that answers one JSON document a line, in the order of the questions. */
export interface JsonProcess<Question, Answer> {
  /** Rejects when the process ends before it answers. */
  ask(question: Question): Promise<Answer>;
  /** Ends the process after its last answer. */
  end(): Promise<void>;
}

/** Starts a program of that kind; its errors go to our stderr. */
export function startJsonProcess<Question, Answer>(
  program: string,
  args: readonly string[] = [],
): JsonProcess<Question, Answer> {
  const name = basename(program);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  let failed: Error | undefined;
  const fail = (error: Error): void => {
    failed ??= error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting.shift()?.resolve(JSON.parse(line) as Answer);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      fail(new Error(`${name} ended with ${code} before it answered`));
      resolve();
    });
  });
  child.once('error', fail);
  // The exit code says what happened.
  child.stdin.on('error', () => undefined);
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failed) return reject(failed);
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }),
    end: () => {
      child.stdin.end();
      return ended;
    },
  };
}
