import type { Platform } from './platforms.d.mts';

export function archiveProblems(file: string, platform: Platform): string[];
export function listingProblems(listing: string): string[];
