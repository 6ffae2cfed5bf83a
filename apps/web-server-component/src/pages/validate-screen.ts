import type { Texts } from './languages.js';
import type { Field, Screen } from './page-kinds.js';

export interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

export type Validated =
  | { readonly ok: true; readonly answers: Record<string, string | number> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Checks what a user sent for a screen. Fields that the screen does not have are ignored. */
export function validateScreen(
  screen: Screen,
  sent: Readonly<Record<string, string>>,
  texts: Texts,
): Validated {
  const answers: Record<string, string | number> = {};
  const problems: FieldProblem[] = [];
  const { buttons } = screen;
  if (buttons) {
    const value = sent[buttons.name];
    if (value !== undefined && buttons.values.some((button) => button.value === value))
      answers[buttons.name] = value;
    else problems.push({ field: buttons.name, text: texts.choose });
  }
  for (const field of screen.fields) {
    const checked = check(field, (sent[field.name] ?? '').trim(), texts);
    if (typeof checked === 'object') problems.push({ field: field.name, text: checked.problem });
    else if (checked !== undefined) answers[field.name] = checked;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, answers };
}

function check(field: Field, value: string, texts: Texts): string | number | undefined | { problem: string } {
  if (value === '')
    return field.required
      ? { problem: field.type === 'choice' ? texts.choose : texts.required(field.label) }
      : undefined;
  switch (field.type) {
    case 'choice':
      return field.options?.some((option) => option.value === value) ? value : { problem: texts.choose };
    case 'number': {
      const number = Number(value.replace(',', '.'));
      const [min, max] = [field.min ?? -1e12, field.max ?? 1e12];
      if (!Number.isFinite(number)) return { problem: texts.wrong(field.label) };
      return number < min || number > max ? { problem: texts.between(field.label, min, max) } : number;
    }
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value.length <= 254
        ? value
        : { problem: texts.wrong(field.label) };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? value
        : { problem: texts.wrong(field.label) };
    case 'text':
    case 'longtext': {
      const max = field.maxLength ?? (field.type === 'text' ? 200 : 2000);
      return value.length > max ? { problem: texts.tooLong(field.label, max) } : value;
    }
  }
}
