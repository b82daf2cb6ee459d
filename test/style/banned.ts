/** Words that docs/style.md excludes from texts, each with the term of the field. */
const BANNED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [
    /\b(?:no|some|every|any)body\b|\bwhoever\b|\bstrangers?\b|\bpeople\b/i,
    'the actor: unauthenticated user, workload ...',
  ],
  [/\bin the clear\b/i, 'unencrypted, plaintext'],
  [/\bwitness(?:es)?\b|\btestimon(?:y|ies)\b/i, 'data source'],
  [/\bsettles?\b|\bsettled\b/i, 'decide, require'],
  [/\bways? in\b|\bdoors?\b/i, 'entry point'],
  [/\bself-made\b/i, 'self-signed'],
  [/\bno more patches\b/i, 'end of life'],
  [/\bturned over\b/i, 'rotated'],
  [/\blies?\b(?! in wait)/i, 'is stored'],
  [/\bstands?\b(?!-|\s?alone)/i, 'is, is defined'],
  [/\bbeside\b/i, 'next to, in addition to'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\b(?:un)?judge[sd]?\b/i, 'evaluate'],
  [/\brights\b/i, 'permissions'],
  [/\b(?:tells?|told|says?|said|believes?)\b/i, 'reports, returns, contains'],
  [/\basks?\b|\basked\b/i, 'requests, requires'],
  [/\b(?:mute|unheard|unseen|untold)\b/i, 'not observed, not collected'],
  [/\b(?<!virtual )machines?\b(?!-readable)/i, 'node, host'],
  [/\b(?:anew|oftener|unasked|whilst|dearer)\b/i, 'plain English'],
  [/\w(?:oris|ognis|anis|imis|alis)(?:e|ed|es|ing|ation)\b/i, 'US spelling: -ize'],
  [/\b(?:colour|behaviour|favour|honour|neighbour)\w*/i, 'US spelling: -or'],
  [/\bguest|\blandlord|\bkeys that the\b/i, 'no metaphor'],
  [
    /\b(?:API server|apiserver|kubelet|etcd|scheduler|controller manager) (?:shows|knows|talks|lets|hides|leaves)\b/i,
    'reports, returns',
  ],
];

const SPELLED_SO =
  /\b(?:promise|otherwise|likewise|exercise|precise|raise|rise|wise|advise|advertise|supervise|revise|surprise|enterprise|compromise|premise|noise|disguise|franchise|improvise|devise|televise|comprise|demise|expertise|concise|paradise|merchandise)\w*/gi;

/** `word (term of the field)` for each one in a text; code in backticks is ignored. */
export function wordsBanned(text: string): string[] {
  const prose = text.replace(/`[^`]*`/g, '').replace(SPELLED_SO, '');
  return BANNED.flatMap(([pattern, instead]) => {
    const found = pattern.exec(prose);
    return found ? [`${found[0]} (${instead})`] : [];
  });
}

/** Sentences of a text with more than 25 words; code, or a list of it, counts as one word; a point inside of code, a version or a name ends none. */
export function longSentences(text: string): string[] {
  return sentences(text).filter((sentence) => wordCount(sentence) > 25);
}

export function sentences(text: string): string[] {
  return text
    .replace(/\[?`[^`]*`\]?(?:(?:,| and| or)* \[?`[^`]*`\]?)*/g, 'code')
    .split(/(?<=[.;:])\s+/)
    .filter((sentence) => sentence !== '');
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /\w/.test(word)).length;
}
