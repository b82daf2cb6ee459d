import { describe, expect, it } from '@jest/globals';
import { explainCheck, listChecks } from '../../src/app/explain.ts';
import { listTopics } from '../../src/app/topics/index.ts';
import { mapText } from '../../src/report/blocks.ts';
import { checkPage } from '../../src/report/explain.ts';
import { topicPage } from '../../src/report/topics.ts';
import { indexPages } from '../../tools/generate/index-pages.ts';

const plain = { color: false, headers: true, borders: false, width: 80 };

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
      const { info, page } = explainCheck(id);
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

describe('generated pages', () => {
  it('contain the code blocks of every topic unchanged', () => {
    const all = [...indexPages().values()].join('\n');
    for (const { body } of listTopics()) for (const block of blocksOf(body)) expect(all).toContain(block);
  });

  it('differ outside of code only', () => {
    expect(mapText('a\n```\na\n```\na', (line) => `${line}!`)).toBe('a!\n```\na\n```\na!');
  });
});
