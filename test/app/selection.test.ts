import { describe, expect, it } from '@jest/globals';
import { chosenChecks } from '../../src/app/selection.ts';

const ids = (only: string[], skip: string[] = []) => chosenChecks({ only, skip }).map(({ id }) => id);

describe('--only and --skip', () => {
  it.each(['cis/1.2.6', 'CIS 1.2.6', '1.2.6', 'cis-1.2.6'])('accept the control %s', (name) => {
    expect(ids([name])).toEqual(['api-server/authorization-mode']);
  });

  it('accept controls, areas and ids together', () => {
    const both = ids(['cis/1.2.6', 'etcd/no-quorum-spare']);
    expect(both).toEqual(expect.arrayContaining(['api-server/authorization-mode', 'etcd/no-quorum-spare']));
    expect(both).toHaveLength(2);
    expect(ids(['api-server'], ['cis/1.2.6'])).not.toContain('api-server/authorization-mode');
  });

  it('refuse a control that no check evaluates, and say where the manual check is', () => {
    expect(() => ids(['cis/1.1.1'])).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('explain cis/1.1.1') }),
    );
  });

  it('refuse what is neither', () => {
    expect(() => ids(['cis/99.9'])).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => ids(['no-such'])).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
