// The krew manifest of a release, filled in from krew-manifest.yaml.
import { parseDocument } from 'yaml';

const RELEASES = 'https://github.com/kubectl-archmap/kubectl-archmap/releases/download';

/** Address of an archive of a version. */
export function archiveUri(version, archive) {
  return `${RELEASES}/v${version}/${archive}`;
}

/**
 * The text of the manifest, without the comment at its top, with this version, the addresses and the hashes; platforms without an archive are left out.
 * `made`: `{ os, arch, archive, sha256 }` of each archive.
 */
export function filledManifest(template, version, made) {
  const document = parseDocument(template.replace(/^(#.*\n)+/, ''));
  document.setIn(['spec', 'version'], `v${version}`);
  const platforms = document.getIn(['spec', 'platforms']);
  platforms.items = platforms.items.filter((item) => {
    const selects = (key) => item.getIn(['selector', 'matchLabels', key]);
    const one = made.find(({ os, arch }) => selects('os') === os && selects('arch') === arch);
    if (one === undefined) return false;
    item.set('uri', archiveUri(version, one.archive));
    item.set('sha256', one.sha256);
    return true;
  });
  return document.toString({ lineWidth: 0 });
}
