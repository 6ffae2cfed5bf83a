import type { ReactNode } from 'react';
import type { Language, Shown } from '../language/language.js';
import { STYLE } from './style.js';

/** A text of the sender, marked with its language where that is not the page's. */
export function Text({ shown, language }: { shown: Shown; language: Language }): ReactNode {
  const foreign = shown.lang !== undefined && !shown.lang.toLowerCase().startsWith(language.tag);
  return <bdi {...(foreign ? { lang: shown.lang } : {})}>{shown.text}</bdi>;
}

/** A longer text: blank lines part paragraphs. */
export function Paragraphs({ shown, language }: { shown: Shown; language: Language }): ReactNode {
  const foreign = shown.lang !== undefined && !shown.lang.toLowerCase().startsWith(language.tag);
  return (
    <div className="message" dir="auto" {...(foreign ? { lang: shown.lang } : {})}>
      {shown.text.split(/\n\s*\n/).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
    </div>
  );
}

/** Every page: who asks on top, the matter in the middle, what it is for below. */
export function Document(props: {
  language: Language;
  title: string;
  sender: Shown;
  footer?: readonly string[];
  children: ReactNode;
}): ReactNode {
  const { language, title, sender, footer = [], children } = props;
  return (
    <html lang={language.tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{`${title} – ${sender.text}`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <div className="sheet">
          <header className="sender">
            <span className="badge" aria-hidden="true">
              {[...sender.text][0]?.toLocaleUpperCase(language.tag)}
            </span>
            <p>
              <Text shown={sender} language={language} />
            </p>
          </header>
          <main>{children}</main>
          {footer.length > 0 && (
            <footer>
              {footer.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </footer>
          )}
        </div>
      </body>
    </html>
  );
}
