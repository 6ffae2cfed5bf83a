/** The style of the screen. The phone is light, as its pages are; what is beside it is light or dark as the system of the person. */
export const SCREEN_STYLE = `:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f7f9; --picked: #e4edf7; --rule: #d8dee4; --edge: #77838f; --ink: #16202a; --quiet: #55626f; --good: #0b6b4a; --bad: #b3261e; --focus: #1f6feb; --on: #03648c;
  --c0: #203c60; --c1: #d307a8; --c2: #03845c; --c3: #8b5d00; --c4: #740dd2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181c; --raised: #1c2127; --picked: #233447; --rule: #313a43; --edge: #7f8b97; --ink: #e6e9ec; --quiet: #a0adb9; --good: #4fd1a5; --bad: #ff9d94; --focus: #7ab7ff; --on: #7ac8ee;
    --c0: #9dc3f3; --c1: #e5569c; --c2: #35e0a6; --c3: #d9a13f; --c4: #a875f5;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { display: grid; grid-template-columns: 406px minmax(0, 1fr); gap: 28px; padding: 20px; max-width: 1500px; margin: auto; align-items: start; }
h2 { font-size: 14px; font-weight: 650; margin: 0; } h3 { font-size: 13px; font-weight: 650; margin: 0; overflow-wrap: anywhere; } p { margin: 0; }
button, input, select { font: inherit; color: inherit; } button, select, [type=checkbox], [type=radio] { cursor: pointer; }
button { min-height: 28px; padding: 2px 10px; border: 1px solid var(--edge); border-radius: 6px; background: var(--ground); } button:disabled { opacity: 0.5; cursor: default; }
button:not(:disabled):hover { background: var(--picked); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.mono, pre, time, .tree { font-family: ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#notice:empty { display: none; } #notice { padding: 8px 12px; border: 1px solid var(--bad); border-radius: 6px; color: var(--bad); white-space: pre-line; }

.phone { --ground: #ffffff; --raised: #f2f5f7; --picked: #e4edf7; --rule: #d8dee4; --edge: #77838f; --ink: #16202a; --quiet: #55626f; --good: #0b6b4a; --bad: #b3261e; --focus: #1f6feb;
  position: sticky; top: 20px; width: 406px; height: 860px; border: 8px solid #1b2229; border-radius: 44px; overflow: hidden; display: flex; flex-direction: column; color-scheme: light; color: var(--ink); background: var(--raised); box-shadow: 0 0 0 1px #57626c; }
.status { flex: none; display: flex; justify-content: space-between; gap: 12px; padding: 12px 26px 6px; font-size: 13px; font-weight: 600; }
.marks { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 14px; } #full, [data-bearer=none] { color: var(--bad); }
#bearer::before { content: ''; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: var(--good); } #bearer[data-bearer=none]::before { border-radius: 0; background: var(--bad); transform: rotate(45deg); }
.home { flex: 1; min-height: 0; overflow: auto; display: flex; flex-direction: column; gap: 16px; padding: 14px 20px 8px; }
.time { display: grid; justify-items: center; gap: 6px; padding: 22px 0 18px; color: var(--quiet); } .time strong { font-size: 68px; line-height: 1; font-weight: 300; letter-spacing: -0.02em; color: var(--ink); }
.state { display: grid; grid-template-columns: 12px minmax(0, 1fr); gap: 2px 10px; align-items: center; padding: 12px 16px; border-radius: 14px; background: var(--ground); }
.state p { grid-column: 2; color: var(--quiet); min-height: 3em; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.dot { width: 10px; height: 10px; border-radius: 50%; background: #98a4af; } [data-state=busy] .dot { background: var(--good); animation: pulse 1.2s infinite; } [data-state=off] .dot { background: var(--bad); border-radius: 0; }
@keyframes pulse { 50% { box-shadow: 0 0 0 6px rgb(11 107 74 / 18%); } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
dl { margin: 0; padding: 4px 16px; border-radius: 14px; background: var(--ground); } dl div { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 10px; padding: 7px 0; } dl div + div { border-top: 1px solid var(--rule); }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; } dd.mono, dd small { font-size: 12px; line-height: 1.7; } dd small { display: block; color: var(--quiet); }
.pages { padding: 10px 16px; border-radius: 14px; background: var(--ground); } .pages ul { list-style: none; margin: 4px 0 0; padding: 0; } .pages li { display: flex; align-items: center; gap: 10px; padding: 3px 0; } .pages .mono { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; font-size: 12px; } .pages button { min-height: 36px; border-radius: 18px; }
.main { flex: none; min-height: 50px; margin-top: auto; border: 0; border-radius: 25px; background: #0a5c74; color: #fff; font-weight: 650; } .main:not(:disabled):hover { background: #084a5e; }
.grip { flex: none; width: 130px; height: 5px; border-radius: 3px; margin: 8px auto; background: #1b2229; }
.browser { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.bar { display: flex; align-items: center; gap: 6px; margin: 2px 12px 8px; } .bar button { min-height: 40px; border-radius: 20px; padding: 0 14px; }
.address { flex: 1; min-width: 0; padding: 9px 16px; border-radius: 20px; background: var(--ground); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 13px; }
.browser iframe { border: 0; flex: 1; width: 100%; min-height: 0; background: #fff; } .cut { flex: 1; display: grid; place-content: center; justify-items: center; gap: 6px; padding: 24px; text-align: center; background: var(--ground); } .cut strong { font-size: 18px; }
.ask { position: absolute; inset: auto 14px 28px; padding: 18px; border: 1px solid var(--edge); border-radius: 20px; background: var(--ground); box-shadow: 0 10px 34px rgb(20 32 42 / 35%); }
.ask p { margin: 0 0 14px; overflow-wrap: anywhere; } .ask div { display: flex; gap: 10px; } .ask button { flex: 1; min-height: 48px; border-radius: 24px; font-weight: 650; } .ask #allow { background: #0a5c74; border-color: #0a5c74; color: #fff; }

.side { min-width: 0; display: grid; gap: 16px; }
.switches header { display: flex; justify-content: space-between; align-items: center; margin-bottom: 6px; }
fieldset { display: grid; grid-template-columns: 104px minmax(0, 1fr); margin: 0; padding: 7px 0; border: 0; border-top: 1px solid var(--rule); min-width: 0; } legend { float: left; padding: 3px 0 0; font-weight: 600; color: var(--quiet); } fieldset > :not(legend) { grid-column: 2; } legend + * { grid-row: 1; }
fieldset > div { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; } #session-info { font-size: 12px; color: var(--quiet); padding-top: 3px; }
.toggle, .check, .choice, .pick { display: inline-flex; align-items: center; gap: 7px; min-height: 28px; } .choice small { color: var(--quiet); } input[type=checkbox], input[type=radio] { width: 16px; height: 16px; margin: 0; accent-color: var(--on); }
.toggle input { appearance: none; position: relative; flex: none; width: 34px; height: 20px; border: 1px solid var(--edge); border-radius: 10px; background: var(--raised); } .toggle input::after { content: ''; position: absolute; left: 2px; top: 2px; width: 14px; height: 14px; border-radius: 50%; background: var(--edge); } .toggle input:checked { background: var(--on); border-color: var(--on); } .toggle input:checked::after { left: 16px; background: var(--ground); }
select, input:not([type=checkbox], [type=radio]) { min-height: 28px; padding: 2px 6px; border: 1px solid var(--edge); border-radius: 6px; background: var(--ground); }
fieldset > .says { display: grid; grid-template-columns: repeat(auto-fill, minmax(158px, 1fr)); gap: 4px 14px; } .say { display: grid; grid-template-columns: 62px minmax(0, 1fr); align-items: center; font-size: 13px; } .say select { min-width: 0; width: 100%; }
.lines { display: flex; flex-wrap: wrap; gap: 8px 28px; padding: 8px 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); } .lines form { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; min-width: 0; } .lines label { font-weight: 600; color: var(--quiet); } #lang-form label { width: 96px; } #alert-type { width: 210px; max-width: 100%; } #pending { font-size: 12px; color: var(--quiet); }

.tabs { display: flex; gap: 20px; border-bottom: 1px solid var(--rule); } .tabs button { border: 0; border-bottom: 2px solid transparent; border-radius: 0; padding: 6px 0; background: none; color: var(--quiet); font-weight: 600; } .tabs [aria-selected=true] { color: var(--ink); border-color: currentcolor; }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; padding: 8px 0; } #log-kinds { display: flex; flex-wrap: wrap; gap: 4px 12px; } #log-kinds label { display: inline-flex; gap: 5px; align-items: center; min-height: 24px; } #log-search { flex: 1 1 110px; min-width: 90px; max-width: 240px; } #log-count { font-size: 12px; margin-left: auto; }
.log { --row: 26px; height: 380px; overflow: auto; border: 1px solid var(--rule); border-radius: 6px; background: var(--ground); contain: strict; } #log { --row: 26px; position: relative; }
.row { position: absolute; inset: 0 0 auto; height: var(--row); display: grid; grid-template-columns: 92px 78px 142px minmax(0, 1fr) auto; gap: 10px; align-items: center; padding: 0 10px; border-left: 3px solid var(--by); white-space: nowrap; cursor: default; }
.row > * { overflow: hidden; text-overflow: ellipsis; } .row:hover { background: var(--raised); } .row[aria-selected=true] { background: var(--picked); }
.row time { font-size: 12px; color: var(--quiet); } .row b { color: var(--by); font-size: 12px; font-weight: 600; } .row strong { font-weight: 600; } .row small { color: var(--quiet); font-size: 12px; } .row[data-ok=false] .detail { color: var(--bad); }
.row[data-type='session.started'] { border-top: 1px solid var(--edge); }
.c0 { --by: var(--c0); } .c1 { --by: var(--c1); } .c2 { --by: var(--c2); } .c3 { --by: var(--c3); } .c4 { --by: var(--c4); }
.empty { padding: 10px 0; color: var(--quiet); }
.detail header { display: flex; justify-content: space-between; align-items: start; gap: 12px; } aside.detail { margin-top: 10px; } .detail pre { max-height: 320px; overflow: auto; margin: 6px 0 0; padding: 10px 12px; border-radius: 6px; background: var(--raised); font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
#view-tree { max-height: 620px; overflow: auto; padding: 8px 2px; } #tree { font: 12.5px/1.75 ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
#tree details details, #tree .leaf, #tree .rules { padding-left: 20px; margin: 0; } #tree .instance { padding: 4px 0; border-bottom: 1px solid var(--rule); } #tree summary { cursor: pointer; min-height: 24px; } #tree small { color: var(--quiet); font-size: 11.5px; } #tree .rules { list-style: none; color: var(--c3); font-size: 12px; } #tree .value { color: var(--c0); white-space: pre-wrap; } #tree .leaf.new { background: var(--picked); } #tree em { color: var(--good); }
@media (max-width: 960px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 0; gap: 0; }
  .phone { position: relative; top: 0; width: 100%; height: 100svh; min-height: 560px; border: 0; border-radius: 0; box-shadow: none; } .grip { display: none; } .home { padding-bottom: 20px; } .time { padding: 8px 0; } .time strong { font-size: 52px; }
  .side { padding: 24px 16px 40px; } button, select, input:not([type=checkbox], [type=radio]) { min-height: 40px; } .toggle, .check, .choice, .pick, #log-kinds label { min-height: 36px; }
  fieldset { display: block; } legend { width: 100%; padding: 0 0 4px; } fieldset > :not(legend) { clear: both; }
  .log, #log { --row: 46px; } .log { height: 70svh; } .row { grid-template-columns: auto auto minmax(0, 1fr) auto; grid-template-rows: 22px 20px; gap: 0 8px; align-content: center; } .row time { font-size: 11px; } .row .detail { grid-row: 2; grid-column: 1 / -1; }
}
@media (max-width: 420px) { .row time { display: none; } .row { grid-template-columns: auto minmax(0, 1fr) auto; } }
`;
