import type { ReactNode } from 'react';
import { inLanguage, type Language, type Shown } from '../language/language.js';
import type { AnswerButton, FieldError, FormValues, Question } from '../pages/page.js';
import { Document, Paragraphs, Text } from './document.js';
import { fieldId, FieldView } from './field-view.js';

export interface QuestionViewProps {
  readonly language: Language;
  readonly sender: Shown;
  readonly question: Question;
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Where the answer goes. */
  readonly action: string;
  /** The question before. */
  readonly back: string | undefined;
  readonly footer: readonly string[];
}

const HEADING = 'question';

export function QuestionView(props: QuestionViewProps): ReactNode {
  const { language, sender, question, number, count, errors, values, action, back, footer } = props;
  const { words } = language;
  const heading = inLanguage(question.heading, language);
  const [only] = question.fields;
  const isHeadingLabel = question.fields.length === 1 && only?.label === question.heading;
  const title = [
    ...(errors.length > 0 ? [`${words.problem.prefix}: ${heading.text}`] : [heading.text]),
    ...(count > 1 ? [words.progress(number, count)] : []),
  ].join(' – ');
  return (
    <Document language={language} title={title} sender={sender} footer={footer}>
      {count > 1 && (
        <div className="progress">
          {back !== undefined && (
            <a className="back" href={back}>
              {words.back}
            </a>
          )}
          <p>{words.progress(number, count)}</p>
          <progress value={number} max={count} aria-hidden="true" />
        </div>
      )}
      {errors.length > 0 && <ErrorSummary errors={errors} language={language} />}
      <h1 id={HEADING}>
        <Text shown={heading} language={language} />
      </h1>
      {question.text !== undefined && (
        <Paragraphs shown={inLanguage(question.text, language)} language={language} />
      )}
      <form method="post" action={action} noValidate>
        {question.fields.map((field) => (
          <FieldView
            key={field.name}
            field={field}
            values={values.get(field.name) ?? []}
            error={errors.find((error) => error.field === field.name)?.message}
            language={language}
            headingId={isHeadingLabel ? HEADING : undefined}
          />
        ))}
        {question.buttons ? (
          <AnswerButtons buttons={question.buttons} language={language} />
        ) : (
          <div className="buttons">
            <button type="submit" className="main">
              {number === count && count > 1 ? words.submit : words.continue}
            </button>
          </div>
        )}
      </form>
    </Document>
  );
}

/** Names every problem and leads to its field; it has the focus, so that it is heard first. */
function ErrorSummary({
  errors,
  language,
}: {
  errors: readonly FieldError[];
  language: Language;
}): ReactNode {
  return (
    <div className="summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="problem">
      <h2 id="problem">{language.words.problem.title}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${fieldId(field)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Buttons that are answers; none is more prominent than another where there is a choice. */
function AnswerButtons({
  buttons,
  language,
}: {
  buttons: readonly AnswerButton[];
  language: Language;
}): ReactNode {
  return (
    <div className="buttons">
      {buttons.map(({ name, value, label }, index) => (
        <button
          key={value}
          type="submit"
          name={name}
          value={value}
          className={buttons.length > 1 ? 'answer' : 'main'}
          {...(index === 0 ? { id: fieldId(name) } : {})}
        >
          <Text shown={label(language)} language={language} />
        </button>
      ))}
    </div>
  );
}
