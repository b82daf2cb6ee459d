import { cleanPath } from '../shared/path.ts';
import type { ContainerRecord, PodTemplate, VolumeRecord } from '../snapshot/records/index.ts';

/** A path inside a container, as its volume and the path below the root of that volume; undefined where it is in the image. */
export function mountedPath(
  path: string,
  { mounts = [] }: ContainerRecord,
  { volumes }: PodTemplate,
): { volume: VolumeRecord; below: string } | undefined {
  const inside = cleanPath(path);
  const [mount] = mounts
    .map((one) => ({ ...one, path: cleanPath(one.path) }))
    .filter((one) => inside === one.path || inside.startsWith(`${one.path}/`) || one.path === '/')
    .toSorted((a, b) => b.path.length - a.path.length);
  const volume = volumes.find(({ name }) => name === mount?.volume);
  if (!mount || !volume) return undefined;
  return { volume, below: cleanPath(`/${mount.subPath ?? ''}/${inside.slice(mount.path.length)}`) };
}
