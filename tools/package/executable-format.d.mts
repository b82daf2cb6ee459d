import type { Platform } from './platforms.d.mts';

export function executableProblems(bytes: Buffer, platform: Pick<Platform, 'os' | 'arch'>): string[];
