import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('gateways');

export const gateways = defineCollector({
  id: 'gateways',
  why: 'Ways in by the Gateway API and by the routes of OpenShift, Contour, Traefik, Ambassador, NGINX, F5, APISIX, Skipper, Kong, HAProxy, AWS and GKE.',
  notRead: 'Filters and path matches.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
