import { createHash } from 'node:crypto';

/**
 * The look of every page, in the page itself: one request, also over a bad network. Sizes are in rem, so that all of it grows
 * with the text; colours have a contrast of 4.5 to 1 at least, those of borders 3 to 1.
 */
export const STYLE = `
:root{color-scheme:light dark;--ground:#eef2f4;--sheet:#fff;--ink:#15202b;--quiet:#4a5968;--line:#d5dde3;--edge:#6d7d8b;--accent:#0b6761;--accent-deep:#084f4a;--on-accent:#fff;--wash:#e6f3f1;--bad:#b3261e;--bad-wash:#fdeeec;--focus:#a84b00}
@media (prefers-color-scheme:dark){:root{--ground:#0e1419;--sheet:#171f26;--ink:#e8eef2;--quiet:#a9b7c3;--line:#2f3b46;--edge:#8593a0;--accent:#63cfc4;--accent-deep:#8be0d7;--on-accent:#04211f;--wash:#14312f;--bad:#ff9c93;--bad-wash:#3b1d1b;--focus:#ffb765}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--sheet);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere;hyphens:auto}
.sheet{display:flex;flex-direction:column;min-height:100vh;min-height:100svh;max-width:36rem;margin:0 auto;padding:1rem min(1.25rem,5vw) 1.25rem;background:var(--sheet)}
.sender{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .75rem;padding-bottom:.875rem;border-bottom:1px solid var(--line)}
.sender p{flex:1 1 7rem;margin:0;font-weight:600;line-height:1.3}
.badge{flex:none;display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:.625rem;background:var(--accent);color:var(--on-accent);font-weight:700;line-height:1}
main{flex:1;padding:1.5rem 0}
h1{margin:0 0 .75rem;font-size:1.625rem;line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
.message p{margin:0 0 .75rem;white-space:pre-line}
form{margin-top:1.5rem}
.progress{display:grid;grid-template-columns:auto 1fr;align-items:center;gap:.25rem 1rem;margin:-.75rem 0 1.25rem}
.progress p{grid-column:1/-1;margin:0;color:var(--quiet);font-size:.9375rem;font-variant-numeric:tabular-nums}
.progress progress{grid-column:1/-1;appearance:none;width:100%;height:.375rem;border:0;border-radius:1rem;overflow:hidden;background:var(--line)}
.progress progress::-webkit-progress-bar{background:var(--line)}
.progress progress::-webkit-progress-value{background:var(--accent);border-radius:1rem}
.progress progress::-moz-progress-bar{background:var(--accent);border-radius:1rem}
.back{grid-column:1/-1;justify-self:start;display:inline-flex;align-items:center;gap:.5rem;min-height:2.75rem;margin-left:-.25rem;padding:0 .5rem 0 .25rem;color:var(--accent);font-weight:600}
.back::before{content:"";width:.5rem;height:.5rem;border:solid currentColor;border-width:0 0 .1375rem .1375rem;transform:rotate(45deg)}
.field{min-width:0;margin:0 0 1.5rem;padding:0;border:0}
.field>label:not(.card),legend{display:block;padding:0;margin-bottom:.25rem;font-weight:600}
.hint,.quiet{color:var(--quiet);font-weight:400}
.hint{margin:0 0 .375rem;font-size:.9375rem}
.field>.card+.hint{margin:.375rem 0 0}
input,select,textarea,button{font:inherit;color:inherit}
input:not([type=radio]):not([type=checkbox]),select,textarea{display:block;width:100%;min-height:3rem;padding:.625rem .75rem;border:.09375rem solid var(--edge);border-radius:.625rem;background:var(--sheet)}
input.short{max-width:14rem}
textarea{min-height:8rem;resize:vertical}
.cards{display:grid;gap:.625rem;margin-top:.5rem}
.card{display:flex;align-items:flex-start;gap:.875rem;min-height:3.25rem;padding:.8125rem 1rem;border:.09375rem solid var(--edge);border-radius:.75rem;cursor:pointer}
.card input{flex:none;width:1.375rem;height:1.375rem;margin:.125rem 0 0;accent-color:var(--accent)}
.card small{display:block;color:var(--quiet);font-size:.9375rem}
.card:hover{background:var(--wash)}
.card:has(:checked){border-color:var(--accent);background:var(--wash);box-shadow:inset 0 0 0 .09375rem var(--accent)}
.card:has(:focus-visible){outline:.1875rem solid var(--focus);outline-offset:.1875rem}
.card input:focus-visible{outline:0}
.buttons{display:flex;flex-direction:column;gap:.75rem;margin-top:2rem}
button{min-height:3.25rem;padding:.75rem min(1.25rem,3vw);border:.125rem solid var(--accent);border-radius:.75rem;font-weight:600;cursor:pointer}
button.main{background:var(--accent);color:var(--on-accent)}
button.answer{background:var(--wash);color:var(--accent-deep)}
button.main:hover{background:var(--accent-deep);border-color:var(--accent-deep)}
button.answer:hover{background:var(--accent);color:var(--on-accent)}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:.1875rem solid var(--focus);outline-offset:.1875rem}
.error{margin:0 0 .375rem;color:var(--bad);font-weight:600}
.wrong{padding-left:.875rem;border-left:.25rem solid var(--bad)}
.wrong input:not([type=radio]):not([type=checkbox]),.wrong select,.wrong textarea{border-color:var(--bad)}
.summary{margin:0 0 1.5rem;padding:1rem 1.125rem;border:.125rem solid var(--bad);border-radius:.75rem;background:var(--bad-wash)}
.summary h2{margin:0 0 .375rem;font-size:1.125rem;line-height:1.3}
.summary ul{margin:0;padding:0;list-style:none}
.summary a{display:inline-block;padding:.25rem 0;color:var(--bad);font-weight:600}
.sign{width:3.5rem;height:3.5rem;margin:.5rem 0 1rem;fill:none;stroke:var(--quiet);stroke-width:3;stroke-linecap:round;stroke-linejoin:round}
.sign.done{stroke:var(--accent)}
.recap{margin:1.5rem 0 0;padding:1rem 1.125rem;border-radius:.75rem;background:var(--wash)}
.recap dt{color:var(--quiet)}
.recap dd{margin:.125rem 0 0;font-weight:600}
footer{padding-top:.875rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.875rem}
footer p{margin:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:44rem) and (min-height:36rem){
body{background:var(--ground)}
.sheet{min-height:0;margin:clamp(1.5rem,9vh,6rem) auto;padding:1.5rem 2.5rem;border:1px solid var(--line);border-radius:1.25rem}
main{padding:2rem 0}
h1{font-size:1.875rem}
.buttons{flex-direction:row;flex-wrap:wrap}
.buttons button{flex:1 1 12rem;max-width:100%}
.buttons button:only-child{flex:0 1 auto;min-width:14rem}
}
@media (forced-colors:active){.badge,button,.card{border:.125rem solid ButtonBorder}.card:has(:checked){outline:.1875rem solid Highlight}}
`.trim();

/** The only style a page may have. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
