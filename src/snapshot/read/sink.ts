/** Stores the content of parsed documents of any origin: objects, lists of objects, saved responses of the server. */
import { createProjector } from '../project/projector.ts';
import { createCensus } from './census.ts';
import { FileSink } from './file-sink.ts';
import { createFound } from './found.ts';
import type { SinkParts } from './found.ts';
import type { ProblemLog } from './problem.ts';
import type { Source } from './sources.ts';
import { createRecordStore } from './store.ts';

/** The destination of all files of one run. */
export interface ObjectSink extends SinkParts {
  /** Starts a file; problems are reported under its name. Those of a file that is not expected to be usable wait until it is. */
  file(source: Source): FileSink;
}

/** `namespace`: of manifests that name none. */
export function createObjectSink(problems: ProblemLog, namespace?: string): ObjectSink {
  const parts: SinkParts = {
    projector: createProjector({ fromFiles: true }),
    store: createRecordStore(),
    census: createCensus(),
    found: createFound(),
    problems,
    ...(namespace !== undefined && { namespace }),
  };
  return { ...parts, file: (source) => new FileSink(parts, source) };
}
