import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { byCreation, Reader, scopeOf } from './read.ts';
import type { RequestAuthenticationFacts } from './types.ts';

/** RequestAuthentications in the order in which istiod lists them; a workload accepts the tokens of all that apply to it. */
export function readRequestAuthentications(custom: readonly CustomRecord[]): RequestAuthenticationFacts[] {
  return custom
    .filter(({ group, kind }) => group === 'security.istio.io' && kind === 'RequestAuthentication')
    .sort(byCreation)
    .map((record) => {
      const reader = new Reader(record);
      const rules = reader.objects(record.spec['jwtRules'], 'spec.jwtRules').map((rule) => {
        const jwksUri = reader.text(rule['jwksUri'], 'jwtRules.jwksUri');
        return {
          issuer: reader.text(rule['issuer'], 'jwtRules.issuer') ?? '',
          ...(jwksUri !== undefined && jwksUri !== '' && { jwksUri }),
          inlineKeys: reader.text(rule['jwks'], 'jwtRules.jwks') !== undefined,
          audiences: reader.texts(rule['audiences'], 'jwtRules.audiences'),
          fromParams: reader.texts(rule['fromParams'], 'jwtRules.fromParams'),
        };
      });
      return {
        ...scopeOf(record, reader),
        rules,
        ...(reader.problem !== undefined && { problem: reader.problem }),
      };
    });
}
