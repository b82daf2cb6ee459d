import { describe, expect, it } from '@jest/globals';
import { explain, listChecks } from '../../src/app/explain.ts';
import { listTopics } from '../../src/app/topics/index.ts';
import { mapText } from '../../src/report/blocks.ts';
import { checkPage, pageLines } from '../../src/report/explain.ts';
import { topicPage } from '../../src/report/topics.ts';
import { indexPages } from '../../tools/generate/index-pages.ts';

const plain = { color: false, headers: true, borders: false, width: 80 };

/** Facts and page of a check. */
function pageOf(id: string) {
  const found = explain(id);
  if (found.kind !== 'check') throw new Error(`${id} is not a check`);
  return found;
}

/** Contents of the fenced blocks of a page, found without the tested code. */
function blocksOf(page: string): string[] {
  return [...page.matchAll(/^```[^\n]*\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}

const set = (block: string) =>
  block
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

describe('explain on a terminal', () => {
  it('prints every code block of every check unchanged', () => {
    let remarks = 0;
    for (const { id } of listChecks()) {
      const { info, page } = pageOf(id);
      const shown = checkPage(info, page, plain);
      for (const block of blocksOf(page)) {
        expect(shown).toContain(set(block).trimEnd());
        remarks += block.split('\n').filter((line) => line.startsWith('# ')).length;
      }
    }
    expect(remarks).toBeGreaterThan(0);
  });

  it('prints every code block of every topic unchanged', () => {
    const blocks = listTopics().flatMap((topic) =>
      blocksOf(topic.body).map((block) => [topicPage(topic, [], plain), block] as const),
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const [shown, block] of blocks) expect(shown).toContain(set(block).trimEnd());
  });

  it('treats no line of a code block as a heading, a list or an extra blank line', () => {
    const block = '# first\n\n\n## second\n- a very long line '.concat('x '.repeat(60), '\n~~~\n``\n');
    const page = `# Title\n\ntext\n\n\`\`\`sh\n${block}\`\`\`\n\n\n\nmore\n\n~~~\n# in tildes\n\`\`\`\n~~~\n`;
    const shown = checkPage(
      {
        id: 'a/b',
        title: 't',
        control: 'c',
        area: 'custom',
        severity: 'low',
        why: '',
        remediation: '',
        references: [],
      },
      page,
      plain,
    );
    expect(shown).toContain(set(block).trimEnd());
    expect(shown).toContain('    # in tildes\n    ```');
    expect(shown).toContain('\n\nmore\n\n');
    expect(shown).not.toContain('# Title');
  });
});

describe('tables and links on a terminal', () => {
  const shown = (page: string) => pageLines(page, 40, plain);

  it('prints each row as an item, with the names of the columns', () => {
    const page =
      '| network | disabled by |\n| --- | :-: |\n| Weave | no `a\\|b` |\n| Calico | nothing |\n\nmore';
    expect(shown(page)).toEqual([
      '- Weave',
      '  disabled by: no `a|b`',
      '- Calico',
      '  disabled by: nothing',
      '',
      'more',
    ]);
  });

  it('wraps long cells', () => {
    expect(shown('| a | b |\n|---|---|\n| x | a cell that is longer than the width |')).toEqual([
      '- x',
      '  b: a cell that is longer than the',
      '    width',
    ]);
  });

  it('leaves rows in code blocks unchanged', () => {
    expect(shown('```\n| a | b |\n```')).toEqual(['    | a | b |']);
  });

  it('prints the text of a link, with the address of a web page', () => {
    expect(shown('see [docs/trust.md](../../trust.md)')).toEqual(['see docs/trust.md']);
    expect(shown('[KEP](https://kep.k8s.io/1)')).toEqual(['KEP <https://kep.k8s.io/1>']);
  });

  it('leaves no Markdown table or link in any page', () => {
    for (const { id } of listChecks()) {
      const { page } = pageOf(id);
      const text = mapText(page, (line) => `T:${line}`).split('\n');
      const code = text.filter((line) => !line.startsWith('T:')).map((line) => `    ${line}`);
      const prose = pageLines(page, 80, plain).filter((line) => !code.includes(line));
      expect(prose.filter((line) => /^\||\]\(/.test(line))).toEqual([]);
    }
  });
});

describe('generated pages', () => {
  it('contain the code blocks of every topic unchanged', () => {
    const all = [...indexPages().values()].join('\n');
    for (const { body } of listTopics()) for (const block of blocksOf(body)) expect(all).toContain(block);
  });

  it('differ outside of code only', () => {
    expect(mapText('a\n```\na\n```\na', (line) => `${line}!`)).toBe('a!\n```\na\n```\na!');
  });
});
