import type { ReactNode } from 'react';
import type { Language, Shown } from '../language/language.js';
import { Document, Paragraphs, Text } from './document.js';

export interface NoticeViewProps {
  readonly language: Language;
  readonly sender: Shown;
  readonly kind: 'done' | 'note';
  readonly title: string;
  readonly text: Shown;
  /** What was asked and answered. */
  readonly recap?: { readonly label: string; readonly question: Shown; readonly answer: Shown } | undefined;
}

/** A page without a question: thank you, expired, not there, failed. */
export function NoticeView(props: NoticeViewProps): ReactNode {
  const { language, sender, kind, title, text, recap } = props;
  return (
    <Document language={language} title={title} sender={sender}>
      <svg className={`sign ${kind}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <circle cx="24" cy="24" r="22" />
        {kind === 'done' ? <path d="M14 25l7 7 13-15" /> : <path d="M24 13v14M24 34v.5" />}
      </svg>
      <h1>{title}</h1>
      <Paragraphs shown={text} language={language} />
      {recap && (
        <dl className="recap">
          <dt>
            <Text shown={recap.question} language={language} />
          </dt>
          <dd>
            <span className="unseen">{recap.label}: </span>
            <Text shown={recap.answer} language={language} />
          </dd>
        </dl>
      )}
    </Document>
  );
}
