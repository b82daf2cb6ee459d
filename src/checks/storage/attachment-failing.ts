import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/attachment-failing',
  title: 'Volume attachment failing',
  control: 'Attachment of volumes',
  severity: 'medium',
  why: 'The volume cannot be attached to the node, or cannot be detached from the old one. The Pod does not start there.',
  remediation:
    'Read the error in `kubectl describe volumeattachment NAME`. Check the controller of the driver, its permissions and the limit of volumes per node.',
  references: ['persistent-volumes'],
  peerChecks: [173],
  needs: ['storage'],
  uses: ['csi'],
  *run({ storage, csi }): Iterable<Finding> {
    const findings = csi.attachments.flatMap(({ name, attacher, node, volume, failed }): Finding[] =>
      failed
        ? [
            {
              verdict: 'fail',
              at: { kind: 'VolumeAttachment', name },
              detail: failed,
              message: `${attacher} cannot ${failed} PersistentVolume ${volume ?? '(inline)'} ${failed === 'attach' ? 'to' : 'from'} node ${node}`,
              evidence: [observed(`volumeattachment ${name}`, `${failed}Error is set`)],
            },
          ]
        : [],
    );
    if (findings.length === 0 && !csi.complete && storage.volumes.length > 0) {
      yield {
        verdict: 'unknown',
        message: 'VolumeAttachments were not collected',
        requires: [listAll('volumeattachments.storage.k8s.io')],
      };
      return;
    }
    yield* orPass(findings, csi.attachments.length, {
      none: 'no VolumeAttachment',
      pass: 'no VolumeAttachment reports an error',
      source: 'volumeattachments',
    });
  },
});
