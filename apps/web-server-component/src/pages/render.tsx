import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { LANGUAGES, type Language, type Texts } from './languages.js';
import type { Field, Screen } from './page-kinds.js';
import type { FieldProblem } from './validate-screen.js';

interface LayoutProps {
  readonly lang: Language;
  readonly title: string;
  readonly sender: string;
  readonly children: ReactNode;
}

function Layout({ lang, title, sender, children }: LayoutProps): ReactElement {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="stylesheet" href="/ui-assets/page.css" />
      </head>
      <body>
        <header>
          <svg aria-hidden="true" viewBox="0 0 24 24" width="28" height="28">
            <rect
              x="6"
              y="2"
              width="12"
              height="20"
              rx="3"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
            />
            <path
              d="M9 12l2 2 4-4"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          <p>{sender}</p>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

function Control({
  field,
  value,
  problem,
  texts,
}: {
  field: Field;
  value: string;
  problem: string | undefined;
  texts: Texts;
}): ReactElement {
  const id = `f-${field.name}`;
  const described = [field.hint ? `${id}-hint` : '', problem ? `${id}-problem` : '']
    .filter(Boolean)
    .join(' ');
  const shared = {
    id,
    name: field.name,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': described || undefined,
    'aria-required': field.required || undefined,
  } as const;
  const notes = (
    <>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </>
  );
  if (field.type === 'choice') {
    return (
      <fieldset aria-describedby={described || undefined}>
        <legend>{field.label}</legend>
        {notes}
        {field.options?.map((option, i) => (
          <label className="option" key={option.value}>
            <input
              type="radio"
              name={field.name}
              value={option.value}
              id={i === 0 ? id : undefined}
              defaultChecked={value === option.value}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  const inputMode = field.type === 'number' ? 'decimal' : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label} {!field.required && <span className="quiet">({texts.optional})</span>}
      </label>
      {notes}
      {field.type === 'longtext' ? (
        <textarea {...shared} rows={5} defaultValue={value} />
      ) : (
        <input
          {...shared}
          type={field.type === 'number' ? 'text' : field.type}
          inputMode={inputMode}
          defaultValue={value}
          autoComplete={field.type === 'email' ? 'email' : undefined}
        />
      )}
    </div>
  );
}

export interface ScreenView {
  readonly lang: Language;
  readonly sender: string | undefined;
  readonly screen: Screen;
  /** Which of how many, from 0. */
  readonly index: number;
  readonly count: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly FieldProblem[];
}

/** A screen of a UI session: an HTML form that needs no script. */
export function renderScreen(view: ScreenView): string {
  const texts = LANGUAGES[view.lang];
  const { screen, index, count, problems } = view;
  const last = index === count - 1;
  const onlyChoice =
    screen.fields.length === 1 &&
    screen.fields[0]?.type === 'choice' &&
    screen.fields[0].label === screen.title;
  return page(
    <Layout
      lang={view.lang}
      title={`${problems.length > 0 ? `${texts.problems}: ` : ''}${screen.title}`}
      sender={view.sender ?? texts.sender}
    >
      {count > 1 && <p className="quiet">{texts.step(index + 1, count)}</p>}
      <h1>{screen.title}</h1>
      {screen.message?.split('\n').map((line, i) => (
        <p key={i}>{line}</p>
      ))}
      {problems.length > 0 && (
        <div className="summary" role="alert">
          <h2>{texts.problems}</h2>
          <ul>
            {problems.map(({ field, text }) => (
              <li key={field}>
                <a href={`#f-${field}`}>{text}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" noValidate>
        <input type="hidden" name="screen" value={index} />
        {screen.fields.map((field) => (
          <Control
            key={field.name}
            field={onlyChoice ? { ...field, label: '\u00a0' } : field}
            value={String(view.values[field.name] ?? '')}
            problem={problems.find((problem) => problem.field === field.name)?.text}
            texts={texts}
          />
        ))}
        <div className="actions">
          {screen.buttons ? (
            screen.buttons.values.map((button, i) => (
              <button
                key={button.value}
                className={i === 0 ? 'first' : 'second'}
                name={screen.buttons?.name}
                value={button.value}
                id={i === 0 ? `f-${screen.buttons?.name ?? ''}` : undefined}
              >
                {button.label(texts)}
              </button>
            ))
          ) : (
            <button className="first">{last ? texts.finish : texts.next}</button>
          )}
          {index > 0 && (
            <a className="back" href={`?screen=${index - 1}`}>
              {texts.back}
            </a>
          )}
        </div>
      </form>
    </Layout>,
  );
}

/** A page without a question: the thanks, an expired page, an unknown one. */
export function renderNotice(
  lang: Language,
  notice: 'thanks' | 'expired' | 'unknown',
  sender?: string,
): string {
  const texts = LANGUAGES[lang];
  return page(
    <Layout lang={lang} title={texts[notice]} sender={sender ?? texts.sender}>
      <h1>{texts[notice]}</h1>
      <p>{texts[`${notice}Text`]}</p>
    </Layout>,
  );
}

function page(element: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(element)}`;
}

export const PAGE_STYLE = `:root{color-scheme:light dark;--ground:#f4f6f7;--ink:#16202a;--quiet:#4c5a68;--card:#fff;--line:#7b8894;--accent:#0a5f5b;--on-accent:#fff;--bad:#a8141c}
@media (prefers-color-scheme:dark){:root{--ground:#11171c;--ink:#e9eef2;--quiet:#a9b6c2;--card:#1a2128;--line:#7d8b98;--accent:#5fd0c5;--on-accent:#06201e;--bad:#ff9d9d}}
*{box-sizing:border-box}
html{font-size:112.5%}
body{margin:0;background:var(--ground);color:var(--ink);font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;line-height:1.5;overflow-wrap:break-word}
header{display:flex;align-items:center;gap:.6rem;max-width:36rem;margin:0 auto;padding:1rem 1rem 0;color:var(--quiet)}
header svg{flex:none;color:var(--accent)}
header p{margin:0;font-size:.9rem}
main{max-width:36rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}
h2{font-size:1.05rem;margin:0 0 .5rem}
p{margin:0 0 1rem}
.quiet,.hint{color:var(--quiet);font-size:.9rem}
.quiet{margin:0}
.hint{margin:.25rem 0 .5rem}
form{margin-top:1.5rem}
.field,fieldset{margin:0 0 1.5rem;padding:0;border:0;min-width:0}
label,legend{display:block;font-weight:600;padding:0;margin-bottom:.25rem}
input:not([type=radio]),textarea{width:100%;min-height:3rem;padding:.6rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.option{display:flex;gap:.75rem;align-items:center;min-height:3.25rem;padding:.5rem .75rem;margin:.5rem 0;background:var(--card);border:1px solid var(--line);border-radius:.5rem;font-weight:400;cursor:pointer}
.option:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.option input{flex:none;width:1.3rem;height:1.3rem;accent-color:var(--accent)}
.actions{display:grid;gap:.75rem;margin-top:1.5rem}
button{min-height:3.25rem;padding:.6rem 1rem;font:inherit;font-weight:600;border-radius:.5rem;border:2px solid var(--accent);cursor:pointer}
.first{background:var(--accent);color:var(--on-accent)}
.second{background:transparent;color:var(--accent)}
.back{display:block;text-align:center;padding:.75rem;color:var(--accent)}
.problem{color:var(--bad);font-weight:600;margin:.25rem 0 .5rem}
[aria-invalid]{border:2px solid var(--bad)!important}
.summary{border:2px solid var(--bad);border-radius:.5rem;padding:1rem;margin:1rem 0}
.summary ul{margin:0;padding-left:1.25rem}
.summary a{color:var(--bad)}
:focus-visible{outline:3px solid #d98e04;outline-offset:2px}
`;
