/** Rules of the section with the map: frame, panel at its side, layers, legend. Rules of the picture are those of its SVG files. */
import { LAYERS } from '../picture/types.ts';

const HIDDEN = LAYERS.map((layer) => `.off-${layer} .la-${layer}`).join(',');

export const MAP_STYLE = `
.stage{display:flex;gap:12px;align-items:flex-start}
.canvas{flex:1;min-width:0;border:1px solid var(--line);border-radius:10px;overflow:hidden;background:var(--ground);touch-action:pan-y}
.canvas svg{display:block;width:100%;height:auto;user-select:none;-webkit-user-select:none;cursor:grab}
.canvas svg:active{cursor:grabbing}
.side{position:sticky;top:12px;flex:none;width:320px;max-height:calc(100vh - 24px);display:flex}
.sheet{flex:1;background:var(--lane);border:1px solid var(--line);border-radius:10px;padding:12px 16px;overflow:auto;overflow-wrap:anywhere}
.sheet-head button{flex:none}.sheet-head{display:flex;gap:8px;justify-content:space-between;align-items:start}
.side ul{padding:0;margin:6px 0;list-style:none}.side li{margin:6px 0}.side li button{border:0;background:none;padding:2px 0;min-height:24px;color:var(--accent);text-decoration:underline;text-align:left}
.layers{border:1px solid var(--line);border-radius:6px;margin:0;padding:0 10px;min-height:32px;display:flex;flex-wrap:wrap;gap:2px 14px;align-items:center}
.layers legend{font-size:13px;color:var(--quiet);padding:0 4px}
.bar .layers label{flex-direction:row;gap:5px;align-items:center;min-height:24px;color:var(--text)}.layers input{min-height:0;margin:0}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:8px 0;list-style:none;font-size:13px;color:var(--quiet)}.legend li{display:flex;gap:6px;align-items:center}
.card[role],.lanegroup[role]{cursor:pointer}.card.can-open{cursor:zoom-in}.card:focus-visible,.lanegroup:focus-visible{outline:none}
.card.can-open:hover .pill{stroke:var(--accent);stroke-width:2}
.card:focus-visible .face,.lanegroup:focus-visible .lane{stroke:var(--accent);stroke-width:3;stroke-opacity:1}
${HIDDEN}{display:none}
@media (max-width:900px){.stage{display:block}.canvas{overflow:auto;max-height:75vh;touch-action:auto}.canvas svg{width:auto;max-width:none}.side{position:fixed;top:auto;left:0;right:0;bottom:0;width:auto;max-height:45vh;padding:8px;z-index:4}}
@media print{.side{display:none}.canvas svg{width:100%!important;height:auto!important}}
`;
