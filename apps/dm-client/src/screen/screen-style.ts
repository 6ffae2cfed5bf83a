export const SCREEN_STYLE = `:root {
  color-scheme: light dark;
  --ground: #eef2f4; --ink: #14212b; --quiet: #54646f; --card: #fff; --line: #d5dde2; --accent: #0a6c74; --good: #1b7f4b; --bad: #b3261e;
  --notification: #8a5a00; --session: #0a6c74; --package: #2f5fc4; --command: #54646f; --browser: #8b3fa8; --repository: #a34a12;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f161b; --ink: #e4ebef; --quiet: #9db0bb; --card: #172128; --line: #2c3a43; --accent: #52c3c9; --good: #62cf95; --bad: #ff8a80;
    --notification: #e9b44c; --session: #52c3c9; --package: #8eb0ff; --command: #9db0bb; --browser: #d79bf0; --repository: #f2a36b;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { display: grid; grid-template-columns: 414px minmax(0, 1fr); gap: 40px; padding: 32px; max-width: 1360px; margin: auto; align-items: start; }
h1 { font-size: 22px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
button { font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
.mono, pre, time { font-family: ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace; }

.phone { position: sticky; top: 32px; width: 414px; height: 868px; border: 12px solid #10171c; border-radius: 56px; overflow: hidden; display: flex; flex-direction: column; color-scheme: light; color: #fff; background: linear-gradient(165deg, #0d5c68, #123a5c 55%, #231f4d); box-shadow: 0 0 0 2px #3a464e, 0 24px 60px -20px rgb(10 25 35 / 55%); }
.status { display: flex; justify-content: space-between; align-items: center; padding: 14px 28px 6px; font-size: 14px; font-weight: 600; }
.battery { display: inline-block; width: 24px; height: 11px; margin-left: 6px; border: 1.5px solid currentcolor; border-radius: 3px; background: linear-gradient(90deg, currentcolor 78%, transparent 78%); background-clip: content-box; padding: 1.5px; }
.home { flex: 1; display: flex; flex-direction: column; gap: 14px; padding: 34px 20px 12px; min-height: 0; }
.time { margin: 0; text-align: center; font-size: 76px; line-height: 1; font-weight: 250; letter-spacing: -0.02em; }
.date { margin: -4px 0 22px; text-align: center; font-size: 17px; }
.card { background: rgb(9 22 34 / 52%); border: 1px solid rgb(255 255 255 / 16%); border-radius: 20px; padding: 14px 18px; margin: 0; }
.card p { margin: 4px 0 0; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.state { display: flex; align-items: center; gap: 10px; }
.dot { width: 10px; height: 10px; border-radius: 50%; background: #c9d4da; }
[data-state=busy] .dot { background: #7ee2a8; animation: pulse 1.2s infinite; }
[data-state=off] .dot { background: #ff8a80; }
@keyframes pulse { 50% { box-shadow: 0 0 0 7px rgb(126 226 168 / 25%); } }
@media (prefers-reduced-motion: reduce) { .dot { animation: none !important; } }
.facts { display: grid; gap: 9px; }
.facts div { display: grid; grid-template-columns: 92px 1fr; gap: 10px; }
dt { color: #c4d3dc; } dd { margin: 0; overflow-wrap: anywhere; } dd.mono { font-size: 13px; line-height: 1.7; }
dd small { display: block; color: #c4d3dc; font-size: 12.5px; }
#connect { margin-top: auto; min-height: 52px; border: 0; border-radius: 26px; background: #fff; color: #0d4f59; font-weight: 650; }
#connect:hover { background: #dff3f4; } #connect:disabled { opacity: 0.5; cursor: default; }
.ask { position: absolute; inset: auto 16px 34px; z-index: 1; padding: 18px; border-radius: 22px; background: #fff; color: #14212b; box-shadow: 0 16px 40px rgb(0 0 0 / 45%); }
.ask p { margin: 0 0 14px; overflow-wrap: anywhere; } .ask div { display: flex; gap: 10px; }
.ask button { flex: 1; min-height: 48px; border: 1px solid #0a6c74; border-radius: 24px; background: #fff; color: #0a6c74; font-weight: 650; } .ask #allow { background: #0a6c74; color: #fff; }
.grip { flex: none; width: 136px; height: 5px; border-radius: 3px; margin: 8px auto; background: #fff; opacity: 0.8; }
.browser { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.bar { display: flex; align-items: center; gap: 10px; margin: 4px 12px 8px; padding: 0 4px 0 14px; min-height: 44px; border-radius: 22px; background: rgb(255 255 255 / 16%); font-size: 14px; }
.lock { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #7ee2a8; }
#address { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar a { color: #fff; padding: 8px 4px; } .bar button { border: 0; border-radius: 18px; min-height: 36px; padding: 0 14px; background: #fff; color: #123a5c; font-weight: 600; }
iframe { border: 0; flex: 1; width: 100%; background: #fff; border-radius: 14px 14px 0 0; }

.side { min-width: 0; }
.side header p { margin: 0 0 14px; color: var(--quiet); max-width: 60ch; }
.tabs { display: flex; gap: 4px; margin-bottom: -1px; position: relative; }
.tabs button { border: 1px solid transparent; border-bottom: 0; border-radius: 10px 10px 0 0; padding: 9px 18px; background: none; color: var(--quiet); font-weight: 600; }
.tabs [aria-selected=true] { background: var(--card); border-color: var(--line); color: var(--ink); }
[role=tabpanel] { height: 740px; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 0 14px 14px 14px; padding: 12px 8px; }
#log { list-style: none; margin: 0; padding: 0; }
#log li { display: grid; grid-template-columns: 96px 14px minmax(0, 1fr); gap: 8px; padding: 3px 10px; border-radius: 8px; align-items: baseline; }
#log li:hover { background: color-mix(in srgb, var(--accent) 8%, transparent); }
#log time { color: var(--quiet); font-size: 12px; }
#log i { width: 8px; height: 8px; border-radius: 50%; background: var(--kind, var(--command)); }
#log p { margin: 0; } #log summary, #log p { overflow-wrap: anywhere; }
#log strong { color: var(--kind, var(--ink)); font-weight: 650; } #log span { color: var(--quiet); }
#log summary { cursor: pointer; }
#log pre { margin: 6px 0 8px; padding: 10px 12px; border-radius: 8px; background: var(--ground); font-size: 12px; line-height: 1.5; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 320px; }
[data-kind=notification] { --kind: var(--notification); } [data-kind=session] { --kind: var(--session); } [data-kind=package] { --kind: var(--package); }
[data-kind=browser] { --kind: var(--browser); } [data-kind=repository] { --kind: var(--repository); } [data-kind=execution], [data-kind=alert] { --kind: var(--notification); }
[data-type='session.started'] { margin-top: 12px; } [data-type='session.ended'] { margin-bottom: 12px; }
[data-kind=command] { padding-left: 34px !important; } [data-kind=command] time { visibility: hidden; }
[data-ok=true] i { background: var(--good); } [data-ok=false] i { background: var(--bad); } [data-ok=false] span { color: var(--bad) !important; }
.empty { color: var(--quiet); text-align: center; margin: 80px 0; }
#tree { margin: 0; padding: 4px 10px; font-size: 12.5px; line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 920px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 0; gap: 0; }
  .phone { position: relative; width: 100%; height: 100svh; min-height: 620px; border: 0; border-radius: 0; box-shadow: none; }
  .side { padding: 28px 16px 40px; }
  [role=tabpanel] { height: 70svh; }
  #log li { grid-template-columns: 14px minmax(0, 1fr); padding: 4px; } #log time { display: none; } [data-kind=command] { padding-left: 22px !important; }
}
`;
