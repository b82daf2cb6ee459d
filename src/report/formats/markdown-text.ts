import { printable } from '../../shared/text.ts';
import { escapeMarkdown } from '../escape-markdown.ts';

const ZERO_WIDTH_SPACE = '&#8203;';

/**
 * References that GitHub and GitLab detect in rendered Markdown, where `&#64;` is an `@` again: users and teams, who would be notified,
 * issues, merge requests, labels. A zero-width character after the sign prevents that, as in Dependabot and Renovate
 * (https://github.com/dependabot/dependabot-core/pull/3157).
 */
const SIGNS = /&#(?:64|35|33|126);(?=\w)/g;
const ISSUES = /\b(GH|GL)-(?=\d)/gi;

/** `www.` alone becomes a link in GitHub's dialect (https://github.github.com/gfm/#autolinks-extension-). */
const BARE_LINK = /www\./gi;

/** Text from a cluster as plain text in a comment: no markup, links or mentions. For a table cell, a list item or `<code>`. */
export function markdownText(text: string): string {
  return escapeMarkdown(printable(text))
    .replace(SIGNS, (sign) => sign + ZERO_WIDTH_SPACE)
    .replace(ISSUES, (prefix) => prefix + ZERO_WIDTH_SPACE)
    .replace(BARE_LINK, (found) => `${found.slice(0, 3)}&#46;`);
}
