import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';

const folder = new URL('../../src/data/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));

describe('tables of facts that expire', () => {
  it.each(files)('%s has a date and sources', async (file) => {
    const table = (await import(new URL(file, folder).href)) as { asOf?: string };
    const text = await readFile(new URL(file, folder), 'utf8');
    expect(table.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(new Date(table.asOf ?? '').getTime()).toBeLessThanOrEqual(Date.now());
    expect(text).toMatch(/https:\/\/\S+/);
  });
});
