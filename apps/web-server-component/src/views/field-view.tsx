import type { ReactNode } from 'react';
import { inLanguage, type Language } from '../language/language.js';
import type { Field, Option } from '../pages/fields.js';
import { Text } from './document.js';

export interface FieldViewProps {
  readonly field: Field;
  readonly values: readonly string[];
  readonly error: string | undefined;
  readonly language: Language;
  /** The field is the question itself: its label is the page's heading. */
  readonly headingId?: string | undefined;
}

/** Where the error summary leads: the input, or the first of several. */
export const fieldId = (name: string): string => `field-${name}`;

/** Beyond this a list is shorter as a select box. */
const MOST_CARDS = 8;

export function FieldView(props: FieldViewProps): ReactNode {
  const { field } = props;
  switch (field.type) {
    case 'choice':
      return field.options.length > MOST_CARDS ? (
        <SelectField {...props} field={field} />
      ) : (
        <Cards {...props} field={field} />
      );
    case 'choices':
      return <Cards {...props} field={field} />;
    case 'checkbox':
      return <Checkbox {...props} />;
    case 'text':
    case 'longtext':
    case 'email':
    case 'tel':
    case 'number':
    case 'date':
      return <InputField {...props} field={field} />;
  }
}

function Hint({ field, language }: FieldViewProps): ReactNode {
  return (
    field.hint !== undefined && (
      <p className="hint" id={`${fieldId(field.name)}-hint`}>
        <Text shown={inLanguage(field.hint, language)} language={language} />
      </p>
    )
  );
}

function ErrorText({ field, error, language }: FieldViewProps): ReactNode {
  return (
    error !== undefined && (
      <p className="error" id={`${fieldId(field.name)}-error`}>
        <span className="unseen">{language.words.problem.prefix}: </span>
        {error}
      </p>
    )
  );
}

function Label({ field, language }: FieldViewProps): ReactNode {
  return (
    <>
      <Text shown={inLanguage(field.label, language)} language={language} />
      {!field.required && <span className="quiet"> ({language.words.optional})</span>}
    </>
  );
}

/** What describes a control, and whether it is wrong. */
function described({ field, error }: FieldViewProps): { 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const ids = [
    ...(field.hint === undefined ? [] : [`${fieldId(field.name)}-hint`]),
    ...(error === undefined ? [] : [`${fieldId(field.name)}-error`]),
  ];
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
  };
}

type InputKind = Extract<Field, { type: 'text' | 'longtext' | 'email' | 'tel' | 'number' | 'date' }>;

function InputField(props: FieldViewProps & { field: InputKind }): ReactNode {
  const { field, values, error } = props;
  const id = fieldId(field.name);
  const shared = { id, name: field.name, defaultValue: values[0] ?? '', ...described(props) };
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>
        <Label {...props} />
      </label>
      <Hint {...props} />
      <ErrorText {...props} />
      {field.type === 'longtext' ? (
        <textarea {...shared} rows={5} {...(field.required ? { required: true } : {})} />
      ) : (
        <input {...shared} {...kindOf(field)} {...(field.required ? { required: true } : {})} />
      )}
    </div>
  );
}

/** The keyboard and the help a browser offers; what is right is decided by the server. */
function kindOf(field: Exclude<InputKind, { type: 'longtext' }>): Record<string, string | number> {
  switch (field.type) {
    case 'text':
      return {
        type: 'text',
        ...(field.autocomplete === undefined ? {} : { autoComplete: field.autocomplete }),
      };
    case 'email':
      return { type: 'email', autoComplete: 'email', spellCheck: 'false' };
    case 'tel':
      return { type: 'tel', autoComplete: 'tel' };
    case 'number':
      return {
        type: 'number',
        inputMode: field.integer ? 'numeric' : 'decimal',
        step: field.integer ? 1 : 'any',
        autoComplete: 'off',
        ...(field.min === undefined ? {} : { min: field.min }),
        ...(field.max === undefined ? {} : { max: field.max }),
        className: 'short',
      };
    case 'date':
      return {
        type: 'date',
        ...(field.min === undefined ? {} : { min: field.min }),
        ...(field.max === undefined ? {} : { max: field.max }),
        className: 'short',
      };
  }
}

function SelectField(props: FieldViewProps & { field: Extract<Field, { type: 'choice' }> }): ReactNode {
  const { field, values, error, language, headingId } = props;
  const id = fieldId(field.name);
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      {headingId === undefined && (
        <label htmlFor={id}>
          <Label {...props} />
        </label>
      )}
      <Hint {...props} />
      <ErrorText {...props} />
      <select
        id={id}
        name={field.name}
        defaultValue={values[0] ?? ''}
        {...(headingId === undefined ? {} : { 'aria-labelledby': headingId })}
        {...described(props)}
      >
        <option value="">{language.words.choose}</option>
        {field.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {inLanguage(label, language).text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Cards(props: FieldViewProps & { field: Extract<Field, { type: 'choice' | 'choices' }> }): ReactNode {
  const { field, values, error, language, headingId } = props;
  const { 'aria-describedby': by } = described(props);
  return (
    <fieldset
      className={error === undefined ? 'field' : 'field wrong'}
      {...(headingId === undefined ? {} : { 'aria-labelledby': headingId })}
      {...(by === undefined ? {} : { 'aria-describedby': by })}
    >
      {headingId === undefined && (
        <legend>
          <Label {...props} />
        </legend>
      )}
      <Hint {...props} />
      <ErrorText {...props} />
      <div className="cards">
        {field.options.map((option, index) => (
          <Card
            key={option.value}
            kind={field.type === 'choice' ? 'radio' : 'checkbox'}
            name={field.name}
            id={index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index}`}
            option={option}
            chosen={values.includes(option.value)}
            language={language}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Card(props: {
  kind: 'radio' | 'checkbox';
  id: string;
  name: string;
  option: Option;
  chosen: boolean;
  language: Language;
}): ReactNode {
  const { kind, id, name, option, chosen, language } = props;
  return (
    <label className="card" htmlFor={id}>
      <input
        type={kind}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={chosen}
        {...(option.hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
      <span>
        <Text shown={inLanguage(option.label, language)} language={language} />
        {option.hint !== undefined && (
          <small id={`${id}-hint`}>
            <Text shown={inLanguage(option.hint, language)} language={language} />
          </small>
        )}
      </span>
    </label>
  );
}

function Checkbox(props: FieldViewProps): ReactNode {
  const { field, values, error } = props;
  const id = fieldId(field.name);
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <ErrorText {...props} />
      <label className="card" htmlFor={id}>
        <input
          type="checkbox"
          id={id}
          name={field.name}
          value="on"
          defaultChecked={values.length > 0}
          {...described(props)}
        />
        <span>
          <Label {...props} />
        </span>
      </label>
      <Hint {...props} />
    </div>
  );
}
