import { envoyBootstrap } from '../schema/envoy.ts';
import { defineKind } from './define.ts';

export default defineKind({
  record: 'envoyBootstrap',
  order: 270,
  shape: envoyBootstrap,
  collector: 'envoy',
});
