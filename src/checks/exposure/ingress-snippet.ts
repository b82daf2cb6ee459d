import { mayRead } from '../../data/ingress-guards.ts';
import { snippetLanguage } from '../../data/ingress-places.ts';
import { injectionAnnotations } from '../../data/ingress-injection.ts';
import type { ClassRecord, IngressRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/ingress-snippet',
  title: 'Ingress contains configuration snippets or injected directives',
  control: 'Configuration annotations of Ingresses',
  severity: 'medium',
  why: 'The controller copies the annotation into the configuration of its proxy. A user who can write the Ingress can run code in the controller, and read the Secrets of all namespaces with its token.',
  remediation:
    'Replace the snippet with annotations of the controller for the same purpose, or a Middleware. Then disable snippets in the controller, so that no user can add them.',
  references: ['CVE-2021-25742', 'T1190', 'K02'],
  peerChecks: [303, 304],
  needs: [],
  uses: ['extensions'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses'],
  *run({ extensions: { ingresses, classes } }): Iterable<Finding> {
    yield* judged({
      faults: ingresses.flatMap((ingress) => faultOf(ingress, classes)),
      evaluated: ingresses.length,
      noun: 'Ingress',
      many: 'Ingresses',
      pass: 'no Ingress has a snippet or a directive in an annotation',
    });
  },
});

function faultOf(ingress: IngressRecord, classes: readonly ClassRecord[]): Finding[] {
  const { namespace, name, annotations, className } = ingress;
  const controller =
    classes.find((one) => one.kind === 'IngressClass' && one.name === className)?.controller ?? className;
  const snippets = Object.keys(annotations).filter((key) => {
    const language = snippetLanguage(key);
    return language !== undefined && annotations[key] !== '' && mayRead(language, controller);
  });
  // Values with the end of a directive are no values of these annotations (CVE-2025-1097, CVE-2025-1098, CVE-2025-24514).
  const injected = injectionAnnotations
    .filter(({ key, injects }) => injects.test(annotations[key] ?? ''))
    .map(({ key }) => key);
  const found = [injected, snippets].find((keys) => keys.length > 0);
  if (!found) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Ingress', namespace, name },
      ...(found === injected && { severity: 'high' as const }),
      message:
        found === injected ? `${listed(found)} contains directives of NGINX` : `${listed(found)} is set`,
      evidence: few(found, (key) => observed(`Ingress ${namespace}/${name}`, `${key} is set`)),
    },
  ];
}
