/** A platform of the krew archives. */
export interface Platform {
  name: string;
  os: 'linux' | 'darwin' | 'windows';
  arch: 'amd64' | 'arm64';
  node: string;
  executable: string;
  archive: string;
}
export const NODE_VERSION: string;
export const FUSE: string;
export const PLATFORMS: readonly Platform[];
export function platformsOf(names?: string): readonly Platform[];
