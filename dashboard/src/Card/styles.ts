/** The card's own styles; a page can set --learning-surface, --learning-ink and --learning-accent. */
export const styles = `
:host { display: block; color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif;
  --s: var(--learning-surface, light-dark(#fff, #1a1d22)); --i: var(--learning-ink, light-dark(#1c2430, #e6e9ee));
  --a: var(--learning-accent, light-dark(#364fc7, #91a7ff)); --q: light-dark(#5a6472, #a3acb9); --l: light-dark(#dfe3e8, #343a43);
  --g: light-dark(#1f7a3d, #69db7c); --b: light-dark(#b42323, #ff8787); }
:host([hidden]) { display: none; }
article { background: var(--s); color: var(--i); border: 1px solid var(--l); border-radius: 10px; padding: 14px 16px; }
header { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: baseline; }
.signal { padding: 0 8px; border-radius: 5px; border: 1px solid currentColor; }
.buy, .good { color: var(--g); } .sell, .bad { color: var(--b); }
.quiet { color: var(--q); }
.text { margin: 8px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0 0 8px; padding: 0; }
li { display: flex; gap: 12px; justify-content: space-between; border-top: 1px solid var(--l); padding: 3px 0; }
.thumbs { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--l); border-radius: 6px; padding: 4px 12px;
  cursor: pointer; min-height: 32px; }
button svg { width: 16px; height: 16px; vertical-align: -3px; margin-right: 6px; fill: none; stroke: currentColor; stroke-width: 1.3;
  stroke-linejoin: round; }
button:hover { border-color: var(--a); }
button[aria-pressed=true] { border-color: var(--a); color: var(--a); font-weight: 600; }
:focus-visible { outline: 2px solid var(--a); outline-offset: 2px; }
summary { cursor: pointer; color: var(--a); margin-top: 8px; }
form { display: grid; gap: 6px; margin-top: 6px; justify-items: start; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: 2px; align-items: center; }
legend { float: left; padding: 0; margin-right: 8px; }
fieldset label { cursor: pointer; font-size: 22px; line-height: 1; color: var(--q); padding: 2px; }
fieldset input { position: absolute; opacity: 0; width: 0; height: 0; }
label:has(:focus-visible) { outline: 2px solid var(--a); border-radius: 4px; }
label:has(:checked), label:has(~ label :checked) { color: light-dark(#8a5a00, #ffd43b); }
textarea { font: inherit; color: inherit; background: transparent; border: 1px solid var(--q); border-radius: 6px; padding: 6px 8px;
  width: 100%; box-sizing: border-box; }
p[role=status] { margin: 6px 0 0; min-height: 1.45em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (forced-colors: active) { button[aria-pressed=true] { outline: 2px solid; } }
`;
