import type { Row } from '../support/rows.ts';
import { credentialRows } from './credentials.ts';
import { fileRows } from './files.ts';
import { flagRows } from './flags.ts';
import { networkRows } from './network.ts';

export const rows: readonly Row[] = [...fileRows, ...flagRows, ...credentialRows, ...networkRows];
