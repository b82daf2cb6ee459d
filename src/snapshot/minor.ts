import type { VersionRecord } from './records/index.ts';

/** The minor version that the server reports; undefined when it reports none. */
export function minorOf(version: VersionRecord | undefined): number | undefined {
  const minor = /^v?\d+\.(\d+)/.exec(version?.gitVersion ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
