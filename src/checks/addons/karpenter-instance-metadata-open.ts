import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { ObjectFault } from '../helpers/addons/custom.ts';
import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/karpenter-instance-metadata-open',
  title: 'Karpenter nodes serve instance metadata to Pods',
  control: 'Instance metadata of Karpenter nodes',
  severity: 'medium',
  why: 'The metadata service returns the credentials of the node role. A compromised Pod, or a server-side request forgery, obtains the permissions of the node in the account.',
  remediation:
    'Set `spec.metadataOptions.httpTokens: required` and `httpPutResponseHopLimit: 1` in the EC2NodeClass, or remove both (these are the defaults). Give Pods roles of their own before.',
  references: ['T1552', 'K08', 'karpenter-nodeclasses'],
  addon: 'karpenter',
  asks: objects({
    kinds: ['karpenter.k8s.aws/EC2NodeClass'],
    noun: 'EC2NodeClass',
    fault: faultOf,
    pass: 'Pods do not reach the instance metadata',
  }),
});

/** Defaults: httpTokens required, one hop (pkg/apis/v1/ec2nodeclass.go of aws/karpenter-provider-aws). */
function faultOf({ spec }: CustomRecord): ObjectFault | undefined {
  const option = (name: string) => textAt(spec, `metadataOptions.${name}`);
  if (option('httpEndpoint') === 'disabled') return undefined;
  if (option('session') === 'optional')
    return {
      message: 'metadataOptions.httpTokens is optional; expected required',
      value: 'httpTokens: optional',
    };
  const hops = option('httpPutResponseHopLimit') ?? '1';
  return Number(hops) > 1
    ? {
        message: `metadataOptions.httpPutResponseHopLimit is ${hops}; expected 1`,
        value: `httpPutResponseHopLimit: ${hops}`,
      }
    : undefined;
}
