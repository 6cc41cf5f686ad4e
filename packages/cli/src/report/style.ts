/** The colours, light and dark, as rules for a root element. */
export function palette(root: string): string {
  return `
${root} {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --quiet: #5b6470; --line: #dfe3e8;
  --series-1: #0b6bcb; --series-2: #d9480f; --series-3: #2b8a3e; --series-4: #9c36b5;
  --series-5: #b98900; --series-6: #0c8599; --series-7: #c2255c; --series-8: #5c677d;
}
@media (prefers-color-scheme: dark) {
  ${root} {
    --page: #0f1318; --card: #171c23; --text: #e4e8ee; --quiet: #98a3b0; --line: #2b333d;
    --series-1: #5aa9ff; --series-2: #ff9350; --series-3: #5fd07a; --series-4: #d38cf0;
    --series-5: #f0c343; --series-6: #4dd0e1; --series-7: #ff7eac; --series-8: #a9b4c4;
  }
}
`;
}

/** The style sheet of reports: follows the reader's light or dark theme, one column on a phone. */
export const style = `${palette(':root')}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 32px 0 12px; }
h3 { font-size: .95rem; margin: 0 0 2px; overflow-wrap: anywhere; }
p { margin: 0 0 10px; }
.quiet { color: var(--quiet); }
.small { font-size: .84rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; min-width: 0; }
.tile b { display: block; font-size: 1.45rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 14px; }
.charts.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 620px), 1fr)); }
.wide-table td, .wide-table th { white-space: nowrap; }
.charts.many { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
.chart { display: block; width: 100%; height: auto; overflow: visible; color: var(--text); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 4px 0 2px; padding: 0; list-style: none; font-size: .84rem; }
.legend i { display: inline-block; width: 14px; height: 3px; border-radius: 2px; margin-right: 6px; vertical-align: middle; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > * { border-bottom: 0; }
thead th { color: var(--quiet); font-weight: 600; font-size: .84rem; }
td.number, th.number { text-align: right; white-space: nowrap; }
.bar { background: var(--line); border-radius: 4px; height: 8px; min-width: 90px; margin-top: 8px; overflow: hidden; }
.bar i { display: block; height: 100%; border-radius: 4px; background: var(--series-1); }
pre { margin: 0; overflow-x: auto; font: .82rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
details { margin-top: 14px; }
summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
footer { margin-top: 40px; }
@media (max-width: 560px) {
  main { padding: 18px 12px 40px; }
  .card { padding: 12px; }
  th, td { padding-right: 10px; }
  .bar { min-width: 40px; }
  .wide { display: none; }
}
@media print { body { background: none; } .card { break-inside: avoid; } }
`;
