import type { Platform } from './platforms.d.mts';

export function archiveUri(version: string, archive: string): string;
export function filledManifest(
  template: string,
  version: string,
  made: readonly (Pick<Platform, 'os' | 'arch' | 'archive'> & { sha256: string })[],
): string;
