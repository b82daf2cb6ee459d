import { object, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Issuer in `/.well-known/openid-configuration`. */
export type OpenIdRecord = Infer<typeof shape>;

const shape = object({ issuer: text });

export default defineKind({
  record: 'openid',
  order: 400,
  shape,
  collector: 'openid',
});
