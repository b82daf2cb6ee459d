import type * as policy from '../records/policy.ts';
import { flag, list, number, object, oneOf, optional, text } from './shape.ts';

const subject = {
  namespaces: optional(list(text)),
  pods: optional(list(text)),
  unread: optional(flag),
};

const section = object<policy.PolicySection>({
  subjects: list(object<policy.PolicySubject>(subject)),
  isolates: flag,
  rules: list(
    object<policy.TrafficRule>({
      action: oneOf('allow', 'deny', 'pass'),
      from: optional(
        list(
          object<policy.TrafficPeer>({
            ...subject,
            globalSets: optional(oneOf('also', 'only')),
            block: optional(text),
            except: optional(list(text)),
            outside: optional(flag),
            entity: optional(oneOf('all', 'cluster', 'world')),
          }),
        ),
      ),
      ports: optional(list(text)),
      to: optional(list(object<policy.PolicySubject>(subject))),
    }),
  ),
});

export const networkPolicy = object<policy.NetworkPolicyRecord>({
  namespace: optional(text),
  name: text,
  kind: text,
  ingress: flag,
  egress: flag,
  tier: optional(text),
  order: optional(number),
  sections: optional(list(section)),
});
