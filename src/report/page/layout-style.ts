/** Style of header, banner, tables and paper; colors are variables of style.ts. */

/** Shown when the script runs: without it these controls would do nothing. */
const SCRIPTED = `.scripted,#to-top{display:none!important}html[data-ready] .scripted{display:flex!important}html[data-ready] p.scripted{display:block!important}`;

const HEADER = `
html{scroll-padding-top:calc(var(--head,96px) + 8px)}
header.top{position:sticky;top:0;z-index:6;max-width:none;background:var(--ground);border-bottom:1px solid var(--line);padding:8px max(20px,calc((100% - 1420px)/2 + 20px)) 6px}
.strip{display:flex;flex-wrap:wrap;gap:6px 18px;align-items:center}
.strip h1{font-size:20px;flex:0 1 auto;max-width:min(100%,30ch);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.strip .counts{margin:0;gap:4px}.strip .counts b{font-size:14px}.strip select,.strip input{min-height:30px;padding:2px 8px}
.find{position:relative;flex:1 1 150px;max-width:420px}.find input{width:100%}
#hits{position:absolute;top:100%;left:0;right:0;min-width:min(420px,90vw);max-height:70vh;overflow:auto;background:var(--lane);border:1px solid var(--line);border-radius:8px;padding:8px 12px;box-shadow:0 4px 18px #0004;z-index:7;overflow-wrap:anywhere}
#hits h3{margin-top:8px}#hits ul{list-style:none;margin:0;padding:0}#hits li button{border:0;background:none;padding:3px 0;min-height:26px;text-align:left;color:var(--accent);text-decoration:underline}
.choices{gap:6px;align-items:center;flex-wrap:wrap;font-size:13px;color:var(--quiet)}.choices select,.choices button{min-height:28px;padding:1px 8px}
header.top nav ul{margin:6px 0 0;flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;padding:2px;gap:4px 14px;font-size:14px}
.origin{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;margin:8px 0 0}
html[data-scrolled] #to-top{display:block!important;position:fixed;right:16px;bottom:16px;z-index:5;background:var(--card);border:1px solid var(--line);border-radius:18px;padding:6px 14px;text-decoration:none}
.sheet{top:calc(var(--head,96px) + 8px)}
`;

const SUMMARY = `
.verdict{font-size:19px;font-weight:600;margin:4px 0}
.chip{display:inline-flex;gap:6px;align-items:baseline;border:1px solid var(--line);border-radius:16px;padding:2px 12px;min-height:28px;color:var(--text);text-decoration:none;background:var(--card)}
.chip:hover{border-color:var(--accent)}.counts{gap:6px 8px}.counts .chip b{font-size:15px}.strip .chip{padding:1px 9px;min-height:26px}
.chip .state{border:0;padding:0}
.block{margin-top:18px}.block ul{margin:4px 0;padding-left:20px}.block h3{font-size:17px}
.block .wide{table-layout:fixed}.block .wide td:first-child{width:92px}.block .wide tbody th{width:21%}.block .wide td:nth-child(3){width:18%}.block .wide td:nth-child(4){width:30%}.block .wide thead th:first-child{width:92px}.block .wide thead th:nth-child(2){width:21%}.block .wide thead th:nth-child(3){width:18%}.block .wide thead th:nth-child(4){width:30%}.block td{max-width:46ch}
.trend{margin:10px 0}.trend figcaption{color:var(--quiet);font-size:13px}.trend svg{display:block;max-width:100%;height:72px;margin:4px 0;border-bottom:1px solid var(--line)}
.term{color:inherit;text-decoration:underline dotted;text-underline-offset:3px}
#tip{position:absolute;z-index:9;max-width:min(360px,90vw);background:var(--text);color:var(--ground);border-radius:6px;padding:6px 10px;font-size:13px;pointer-events:none}
.since{font-size:12px;border:1px solid var(--bad);color:var(--bad);border-radius:4px;padding:0 5px;font-weight:600;white-space:nowrap}
`;

const TABLES = `
th button.sort{border:0;background:none;padding:0;min-height:24px;font-weight:600;text-align:left}
th[aria-sort=ascending] .sort::after{content:" \\25B2"}th[aria-sort=descending] .sort::after{content:" \\25BC"}
thead th{white-space:nowrap}
.tools,.actions{display:flex;flex-wrap:wrap;gap:6px;margin:6px 0}.tools button,.actions button,.copy{font-size:13px;min-height:26px;padding:1px 9px}
.copy{margin-left:6px}.block{position:relative}.block>.tools{position:absolute;right:0;top:-4px;margin:0}
.waiver{border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin:8px 0;background:var(--lane)}.waiver pre{overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:8px;font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.state{white-space:nowrap}.state.is-pass,.state.is-resolved{border-color:var(--good)}.state.is-unknown{border-style:dashed}
tr.found th{color:var(--accent)}
`;

const NARROW = `
@media screen and (max-width:900px){header.top{padding:6px 12px}.strip li:nth-child(n+4){display:none!important}header.top nav ul{margin-top:4px}.strip{gap:4px 8px}.strip h1{font-size:16px;flex:1 1 auto}.strip .chip{padding:0 7px}.strip .chip .sev{font-size:0;gap:0}.find{flex:1 1 100%;max-width:none}main,footer{padding:0 12px}.block>.tools{position:static}.block .wide,.block .wide tbody,.block .wide tr,.block .wide td,.block .wide tbody th{display:block;width:auto!important;max-width:none;border:0;padding:1px 0}.block .wide thead{display:none}.block .wide tr{border-bottom:1px solid var(--line);padding:8px 0}.block .wide td[data-label]::before{content:attr(data-label) ": ";color:var(--quiet)}.risk .sev{min-width:0}}
`;

/** Without the script, and by default with it, paper has the executive summary: the full report is a choice. */
const PRINT = `
@media print{
body{font-size:11px;line-height:1.35}main,header.top{max-width:none;padding:0}
header.top{position:static;border:0}.strip .counts,.choices,.find,#to-top,.tools,.actions,.copy,#hits,#tip,.trend details,.more{display:none!important}
h2{font-size:15px;margin:10px 0 4px}.block{margin-top:10px}.block h3{font-size:13px}.verdict{font-size:15px}.block li,.block p{margin:2px 0}
table{font-size:10px}th,td{padding:3px 8px 3px 0}.scroll{overflow:visible;margin:4px 0}tr{break-inside:avoid}thead{display:table-header-group}
html .sort{display:inline!important;font-size:10px;color:inherit;background:none}.sort::after{content:none!important}code{font-size:9px}.block code{overflow-wrap:normal}.block .wide thead th:first-child{width:66px}.term{text-decoration:none}footer{padding:8px 0;font-size:9px}.counts .chip{padding:0 7px;min-height:0}.counts .chip b{font-size:11px}.sev svg{width:9px;height:9px}.chip{border-color:#999}a{color:inherit;text-decoration:none}.legend{font-size:10px}.block .wide{min-width:0}
#the-map{break-inside:avoid}#the-map .canvas{border:0;overflow:visible;max-height:none}#the-map .canvas svg{width:100%;height:auto;max-height:215mm}
html:not([data-print=full]) main>section:not(#summary,#the-map),html:not([data-print=full]) #the-map~*{display:none!important}
html:not([data-print=full]) .scripted{display:none!important}
}
`;

/** Margins and page header of paper. The text is in the style sheet, so every character but letters and digits is an escape of CSS. */
function paper(label: string): string {
  return (
    `@page{size:A4;margin:16mm 13mm 14mm;@top-left{content:${cssString(label)};font:9px sans-serif}` +
    `@bottom-right{content:counter(page) " / " counter(pages);font:9px sans-serif}}`
  );
}

/** A string of CSS (https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point): cannot end the string, the rule or the element. */
export function cssString(value: string): string {
  return `"${value.toWellFormed().replace(/[^A-Za-z0-9]/gu, (character) => `\\${character.codePointAt(0)?.toString(16) ?? ''} `)}"`;
}

/** `label` is printed at the head of each page. */
export function layoutStyle(label: string): string {
  return SCRIPTED + [HEADER, SUMMARY, TABLES, NARROW, PRINT].join('').replaceAll('\n', '') + paper(label);
}
