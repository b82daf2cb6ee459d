/** The style sheet of the page: light, dark, print, narrow. */
import type { Palette } from '../picture/draw/style.ts';
import { MAP_STYLE } from './map-style.ts';
import { DARK, LIGHT, pictureRules, SHAPE_RULES } from '../picture/draw/style.ts';
import { layoutStyle } from './layout-style.ts';

function variables({ ground, lane, card, line, text, quiet, accent, good, bad, severity }: Palette): string {
  const colors = { ground, lane, card, line, text, quiet, accent, good, bad, ...severity };
  return Object.entries(colors)
    .map(([name, color]) => `--${name}:${color}`)
    .join(';');
}

const LAYOUT = `
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
main,footer{max-width:1420px;margin:0 auto;padding:0 20px}
h1{font-size:26px;line-height:1.2;margin:0;overflow-wrap:anywhere}h2{font-size:20px;margin:28px 0 8px}h3{font-size:15px;margin:0 0 4px}
p{margin:6px 0}.meta,.where,.hint{color:var(--quiet)}.hint{font-size:13px}
a{color:var(--accent)}code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:12px 0 0;list-style:none}
button,select,input{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 10px;min-height:32px;max-width:100%}
button{cursor:pointer}button[aria-pressed=true]{outline:2px solid var(--accent);outline-offset:-2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--card);padding:8px;z-index:5}
.counts{display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;margin:12px 0;list-style:none}.counts b{font-size:18px}
.sev{display:inline-flex;gap:5px;align-items:center;font-weight:600;white-space:nowrap}
.sev-critical{color:var(--critical)}.sev-high{color:var(--high)}.sev-medium{color:var(--medium)}.sev-low{color:var(--low)}.sev-info{color:var(--info)}
.bar{display:flex;flex-wrap:wrap;gap:8px;align-items:end;margin:8px 0}.bar label{display:flex;flex-direction:column;font-size:13px;color:var(--quiet)}
.change{display:inline-block;width:18px;height:18px;border-radius:9px;text-align:center;font:700 12px/18px system-ui,Arial,sans-serif;color:var(--ground);background:var(--accent)}
.t-better .change{background:var(--good)}.t-worse .change{background:var(--bad)}
details.risk{border:1px solid var(--line);border-radius:8px;margin:6px 0;padding:0 12px;background:var(--card)}
details.risk>summary{display:flex;flex-wrap:wrap;gap:4px 12px;padding:8px 0;cursor:pointer;align-items:baseline}
.risk .sev{min-width:94px}.risk-title{font-weight:600;flex:1 1 260px}.state{border:1px solid var(--line);border-radius:10px;padding:0 8px;font-size:13px}
.answer{max-width:90ch}.refs{font-size:13px;color:var(--quiet)}
section>details>h3{margin-top:18px}section>details>summary{cursor:pointer}section>details>summary h2{display:inline-block}
.scroll{overflow-x:auto;margin:8px 0}table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--quiet);font-size:13px;padding-bottom:4px}
th,td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border-bottom:1px solid var(--line);overflow-wrap:break-word;max-width:60ch}
tbody th{font-weight:600}#changes tbody th{white-space:nowrap}dt{font-weight:600}dd{margin:0 0 6px}
[hidden]{display:none!important}.lit th:first-child{color:var(--accent)}
footer{padding:28px 20px;color:var(--quiet);font-size:13px}
@media (max-width:900px){th,td{min-width:9ch}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{nav,.bar,button,.more,.skip,.hint{display:none!important}details.risk{break-inside:avoid}}
`;

/** Rules of one palette, under the selector or media query that activates it. */
function themed(under: string, palette: Palette): string {
  return `${under}{${variables(palette)};color-scheme:${palette === DARK ? 'dark' : 'light'}}${pictureRules(palette, `${under} `)}`;
}

/** `label` is printed at the head of each page. */
export function pageStyle(label: string): string {
  return (
    SHAPE_RULES +
    themed(':root', LIGHT) +
    `@media screen and (prefers-color-scheme:dark){${themed(':root:not([data-theme=light])', DARK)}}` +
    `@media screen{${themed(':root[data-theme=dark]', DARK)}}` +
    LAYOUT.replaceAll('\n', '') +
    MAP_STYLE.replaceAll('\n', '') +
    layoutStyle(label)
  );
}
