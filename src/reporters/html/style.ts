/** The look of the page. Light by day, dark by night, one column on a phone; nothing is told by colour alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f6f3; --card: #ffffff; --text: #1f2328; --soft: #5b6270; --line: #dcd9d2;
  --ill: #b3261e; --warn: #8a5a00; --good: #1a6b3c; --info: #2456a6; --code: #f0eee9;
  --job0: #3566b8; --job1: #b8561f; --job2: #2b7d64; --job3: #8b4a9e; --job4: #937012; --job5: #b03a62; --job6: #3c7b8f; --job7: #62636b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1e2125; --text: #e8e6e1; --soft: #a3a9b5; --line: #363b42;
    --ill: #ff8a80; --warn: #f2bd5c; --good: #7fd19b; --info: #8fb8ff; --code: #282c31;
    --job0: #7fa8f0; --job1: #f0a070; --job2: #6cc8ab; --job3: #cf9be0; --job4: #d9b851; --job5: #f08cb0; --job6: #7cc3d9; --job7: #b0b3bd;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
h1 { font-size: 1.45rem; line-height: 1.3; margin: .75rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .35rem 0; }
.soft { color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; padding: 0; margin: .25rem 0 0; list-style: none; color: var(--soft); }
.verdict { border-left: .4rem solid var(--tone); padding-left: .9rem; }
.verdict b { color: var(--tone); }
.ill, .bug, .critical { --tone: var(--ill); }
.unknown, .nothing, .warning { --tone: var(--warn); }
.healthy, .noted { --tone: var(--good); }
.info { --tone: var(--info); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; }
.card svg { display: block; width: 100%; height: auto; margin: .5rem 0; }
.card ul { list-style: none; margin: 0; padding: 0; }
.gone { border-color: var(--ill); border-style: dashed; }
svg text { font: 600 11px system-ui, sans-serif; fill: var(--card); text-anchor: middle; }
.free { fill: none; stroke: var(--soft); stroke-dasharray: 3 2; }
.swatch { display: inline-block; min-width: 1.5em; padding: 0 .3em; border-radius: .2rem; text-align: center; font-weight: 600; font-size: .85em; color: var(--card); }
.meter { height: .45rem; border-radius: .25rem; background: var(--line); margin: .2rem 0 .6rem; }
.meter i { display: block; height: 100%; border-radius: inherit; background: var(--soft); }
.finding { border-left: .3rem solid var(--tone); margin: .75rem 0; }
.finding .finding { margin: .75rem 0 0; background: none; }
.tag { color: var(--tone); font-weight: 700; }
dl.exhibits { margin: .5rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; }
dl.exhibits dt { color: var(--soft); }
dl.exhibits dd { margin: 0; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875em; }
code { background: var(--code); border-radius: .25rem; padding: .1em .3em; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; margin: .5rem 0; overflow-x: auto; overflow-wrap: normal; user-select: all; }
pre code { background: none; padding: 0; font-size: inherit; }
.flag { white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); }
th, td { text-align: left; padding: .45rem .75rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
td.differs { color: var(--ill); font-weight: 700; }
.waiting { color: var(--warn); font-weight: 700; } .bad { color: var(--ill); font-weight: 700; } .good { color: var(--good); }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; margin: .6rem 0; }
summary { cursor: pointer; font-weight: 600; }
details ul { padding-left: 1.2rem; }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) {
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack, .stack tbody { display: block; border: 0; background: none; }
  .stack tr { display: grid; grid-template-columns: 1fr 1fr; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .6rem; padding: .5rem .8rem; }
  .stack th, .stack td { border: 0; padding: .1rem 0; }
  .stack tbody th, .stack .state { grid-column: 1 / -1; }
  .stack td::before { content: attr(data-label) ' '; color: var(--soft); font-weight: 400; }
  dl.exhibits { grid-template-columns: 1fr; }
}
@media print { body { background: #fff; } details { display: block; } }
`;
