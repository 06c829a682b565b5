/** The looks of the sandbox's pages: one style sheet, light and dark, from 320 pixels on. */
export const STYLE = `
:root {
  --ground: #f6f6f4;
  --surface: #ffffff;
  --ink: #1d1d1b;
  --soft: #5f5f5a;
  --line: #d9d9d4;
  --accent: #0b5d57;
  --on-accent: #ffffff;
  --notice: #fdf0cf;
  --on-notice: #4c3800;
  --good: #17663a;
  --bad: #a02818;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #161615;
    --surface: #20201e;
    --ink: #f0f0ec;
    --soft: #aeaea7;
    --line: #3a3a37;
    --accent: #7fd6cd;
    --on-accent: #06302d;
    --notice: #3a2f10;
    --on-notice: #f6e3ae;
    --good: #7fd39f;
    --bad: #ff9d8d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { background: var(--notice); color: var(--on-notice); }
.bar, main { max-width: 560px; margin: 0 auto; padding: 12px 16px; }
.wide main, .wide .bar { max-width: 1080px; }
.bar p { margin: 0; font-size: 14px; }
main { padding-top: 24px; padding-bottom: 48px; }
h1 { margin: 0 0 4px; font-size: 28px; line-height: 1.2; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 18px; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
.about, .quiet, small { color: var(--soft); }
.quiet, small { font-size: 14px; }
a { color: var(--accent); }
fieldset { margin: 0 0 16px; padding: 0; border: 0; min-width: 0; }
legend { padding: 0 0 8px; font-weight: 600; font-size: 14px; color: var(--soft); }
button, .button, input, select {
  font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 8px;
  padding: 8px 16px; min-height: 40px; max-width: 100%;
}
button, .button { cursor: pointer; display: inline-block; text-decoration: none; }
button:hover, .button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.first { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.first small { color: inherit; }
.choice { display: block; width: 100%; text-align: start; padding: 12px 16px; margin-bottom: 8px; }
.choice span, .choice small { display: block; }
.choice span { font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 16px; }
.list { list-style: none; margin: 0; padding: 0; }
.list > li { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin-bottom: 8px; }
.list .head { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; margin: 0; }
.list .head strong { font-variant-numeric: tabular-nums; }
.list .row { margin: 8px 0 0; }
.list button, .list .button { font-size: 14px; padding: 4px 12px; min-height: 32px; }
.succeeded { color: var(--good); }
.failed, .disputed { color: var(--bad); }
.fields { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); margin-bottom: 16px; }
.fields label { display: flex; flex-direction: column; justify-content: flex-end; gap: 4px; font-size: 14px; }
.fields label.check { flex-direction: row; justify-content: flex-start; align-items: center; gap: 8px; align-self: end; min-height: 40px; }
.fields .check input { min-height: 0; width: 20px; height: 20px; accent-color: var(--accent); flex: none; }
.fields .long { grid-column: 1 / -1; }
.fields input:not([type='checkbox']), .fields select { width: 100%; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
@media (max-width: 640px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
  td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
}
`;
