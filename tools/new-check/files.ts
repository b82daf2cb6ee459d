import { AREAS } from '../../src/result/types.ts';

/**
 * File -> text of a new check. The skeleton answers `unknown` to everything and its page has no examples: it compiles and
 * cannot be mistaken for a finished one. Throws with what is wrong with the id.
 */
export function newCheckFiles(id: string): Map<string, string> {
  const [area, name, ...more] = id.split('/');
  if (!area || !name || more.length > 0)
    throw new Error(`"${id}" is no id: give AREA/NAME, for example nodes/old-kernel`);
  if (!(AREAS as readonly string[]).includes(area))
    throw new Error(`there is no area "${area}": ${AREAS.join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" must be lower-case words joined by hyphens that name the fault`);
  return new Map([
    [`src/checks/${id}.ts`, source(id)],
    [`docs/checks/${id}.md`, page()],
  ]);
}

function source(id: string): string {
  return `import { see } from '../../shared/requirement.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: '${id}',
  title: '',
  severity: 'low',
  why: '',
  fix: '',
  references: [],
  needs: [],
  *run() {
    yield { verdict: 'unknown', message: 'this check does not look at anything yet', requires: [see('write the check')] };
  },
});
`;
}

function page(): string {
  return `#

<!-- facts --><!-- /facts -->

## What it finds

## Why it matters

## How to fix

## When to accept it

## Examples
`;
}
