/**
 * Pictures for the README, one for each kind of user, from the bundled example: `npm run screenshots`. The engineer's and the pipeline's are
 * output of the program; the risk analyst's is the summary of the page in Chromium (CHROMIUM names another browser).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { terminalSvg } from './terminal-svg.ts';

const root = process.cwd();
const images = join(root, 'docs', 'images');
const COLUMNS = 100;

/** Output of the program, colored; risks over the threshold are exit code 1 and no failure here. */
function output(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [join(root, 'bin', 'kubectl-archmap'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS) },
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status !== 1 || stdout === undefined) throw error;
    return stdout;
  }
}

function terminal(name: string, args: readonly string[], rows: number): void {
  const command = `kubectl archmap ${args.filter((word) => word !== '--color=always').join(' ')}`;
  writeFileSync(join(images, name), terminalSvg(command, output(args), COLUMNS, rows));
}

async function page(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'archmap-screenshots-'));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const file = join(folder, 'page.html');
    output(['map', '--demo', '-o', `html=${file}`]);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      colorScheme: 'light',
    });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(file).href);
    await tab.waitForSelector('html[data-ready=yes]', { state: 'attached' });
    await tab.screenshot({ path: join(images, name) });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

terminal('use-engineer.svg', ['check', '--demo', '--color=always'], 26);
terminal('use-pipeline.svg', ['check', '--demo', '-o', 'github'], 14);
await page('use-risk-analyst.png');
