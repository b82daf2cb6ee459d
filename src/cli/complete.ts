import { SEVERITIES } from '../result/types.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
import type { OptionFacts } from './facts.ts';
import { optionsOfAll } from './facts.ts';
import { freeWords } from './arguments.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** cobra's directives: 0 lets the shell offer files, 4 prevents it. */
const FILES = ':0';
const NO_FILES = ':4';

/**
 * Candidates for the last argument (may be empty), one per line with a description after a tab, then cobra's directive. Sends no requests:
 * kubectl waits for the result at each TAB.
 * @param words the arguments after `kubectl archmap`
 * @param env locates the kubeconfig
 */
export async function complete(words: readonly string[], env: Environment): Promise<string> {
  const current = unquoted(words.at(-1) ?? '');
  const before = words.slice(0, -1);
  const command = commandOf(before);
  // Flags of the source are accepted before any command.
  const options = optionsOfAll([overview(), command]);
  const { candidates, files } = await candidatesFor({ command, options, env }, before, current);
  const shown = candidates.filter((candidate) => candidate.startsWith(current));
  return `${[...shown, files && shown.length === 0 ? FILES : NO_FILES].join('\n')}\n`;
}

/** Commands whose arguments are files. */
const FILES_FIRST = new Set(['diff', 'report']);
/** Commands whose arguments are an action, then files. */
const ACTION_FIRST = new Set(['rules', 'fleet']);

interface Offer {
  candidates: readonly string[];
  files: boolean;
}

/** What the candidates depend on in addition to the arguments. */
interface Place {
  command: Command;
  options: OptionFacts;
  env: Environment;
}

async function candidatesFor(
  { command, options, env }: Place,
  before: readonly string[],
  current: string,
): Promise<Offer> {
  const flag = before.at(-1) ?? '';
  const open = options.names.get(flag);
  if (open && !options.booleans.has(open)) return valuesOf(open, options, env);
  const assigned = /^(--[a-z-]+)=/.exec(current)?.[1];
  const name = assigned === undefined ? undefined : options.names.get(assigned);
  if (name !== undefined) {
    const offer = await valuesOf(name, options, env);
    return { candidates: offer.candidates.map((value) => `${assigned}=${value}`), files: offer.files };
  }
  if (current.startsWith('-')) return { candidates: options.flags, files: false };
  const free = freeWords(before);
  if (command.name === '' && free.length === 0) {
    return {
      candidates: commands.filter((one) => one.name !== '').map((one) => `${one.name}\t${one.describe}`),
      files: false,
    };
  }
  if (FILES_FIRST.has(command.name) || (ACTION_FIRST.has(command.name) && free.length > 1))
    return { candidates: [], files: true };
  return { candidates: free.length === 1 ? await words(command) : [], files: false };
}

/** Arguments that can follow the command's name. */
async function words({ name }: Command): Promise<readonly string[]> {
  switch (name) {
    case 'get':
    case 'describe':
      return (await import('./section-words.ts')).sectionWords();
    case 'explain':
      return [
        ...(await checkIds()),
        ...(await helpTopicTerms()),
        ...(await rowNames()),
        ...(await peerNames()),
      ];
    case 'rules':
      return ['test'];
    case 'fleet':
      return ['merge'];
    case 'completion':
      return ['bash', 'zsh', 'fish', 'powershell', 'install'];
    default:
      return [];
  }
}

async function valuesOf(name: string, options: OptionFacts, env: Environment): Promise<Offer> {
  const choices = options.choices.get(name);
  // `-o html=page.html`: a file follows the format.
  if (choices) return { candidates: choices, files: name === 'output' && options.lists.has(name) };
  if (name === 'severity') return { candidates: SEVERITIES, files: false };
  if (name === 'selector' || name === 'shard' || name === 'parallel') return { candidates: [], files: false };
  if (name === 'only' || name === 'skip') {
    const ids = await checkIds();
    const areas = new Set(ids.map((id) => id.slice(0, id.indexOf('/'))));
    return { candidates: [...areas, ...ids], files: false };
  }
  if (name === 'context' || name === 'contexts' || name === 'cluster' || name === 'user') {
    const { kubeconfigNames } = await import('../app/completion.ts');
    return { candidates: await kubeconfigNames(name === 'contexts' ? 'context' : name, env), files: false };
  }
  return { candidates: [], files: true };
}

/** `etcd`, `unknown`, `source/nodes`. */
async function helpTopicTerms(): Promise<string[]> {
  const { topicNames } = await import('../app/topics/index.ts');
  return topicNames();
}

/** `cis/1.2.15`. */
async function rowNames(): Promise<string[]> {
  const { listRows } = await import('../app/framework.ts');
  return listRows();
}

/** `C-0066`, `KSV-0111`. */
async function peerNames(): Promise<string[]> {
  return (await import('../app/peer-checks.ts')).peerNames();
}

async function checkIds(): Promise<string[]> {
  const { listChecks } = await import('../app/explain.ts');
  return listChecks().map(({ id }) => id);
}

function commandOf(before: readonly string[]): Command {
  const first = freeWords(before)[0];
  return commands.find(({ name }) => name === first) ?? overview();
}

function overview(): Command {
  const found = commands.find(({ name }) => name === '');
  if (!found) throw new Error('there is no default command');
  return found;
}

/** Shells that cannot pass an empty argument send a pair of quotes. */
function unquoted(word: string): string {
  return word === '""' || word === "''" ? '' : word;
}
