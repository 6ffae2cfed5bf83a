import type { Answers } from '../adapters/browser.js';
import type { Control, HtmlForm, SubmitButton } from './html-form.js';

/** What a user does with a form: what each control gets, and the button pressed. */
export interface FilledForm {
  /** In the order of the controls; a name may occur several times. */
  readonly entries: readonly (readonly [name: string, value: string])[];
  readonly button: SubmitButton | undefined;
}

const SAMPLES: Readonly<Record<string, string>> = {
  email: 'user@example.com',
  tel: '+441632960000',
  date: '2026-01-01',
  month: '2026-01',
  week: '2026-W01',
  time: '12:00',
  'datetime-local': '2026-01-01T12:00',
  url: 'https://example.com/',
  color: '#008080',
  password: 'Sample-1234',
};

/**
 * Fills a form as a willing user would: the answers given for its fields, else what is there, else the first choice, a tick, a
 * valid sample. Presses the button that is an answer, else the first.
 */
export function fillForm(form: HtmlForm, answers: Answers): FilledForm {
  const entries: (readonly [string, string])[] = [];
  const done = new Set<string>();
  for (const control of form.controls) {
    if (control.kind !== 'radio' && control.kind !== 'checkbox') {
      for (const value of valuesOf(control, answers)) entries.push([control.name, value]);
    } else if (!done.has(control.name)) {
      done.add(control.name);
      const group = form.controls.filter(({ kind, name }) => kind === control.kind && name === control.name);
      for (const value of chosen(group, answers)) entries.push([control.name, value]);
    }
  }
  const button =
    form.buttons.find(({ name, value }) => name !== undefined && given(answers, name)?.includes(value)) ??
    form.buttons[0];
  if (button?.name !== undefined) entries.push([button.name, button.value]);
  return { entries, button };
}

/** The values by name, for the log. */
export function valuesByName(entries: FilledForm['entries']): Record<string, string | string[]> {
  const names = new Set(entries.map(([name]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const [first = '', ...more] = entries.flatMap(([entry, value]) => (entry === name ? [value] : []));
      return [name, more.length > 0 ? [first, ...more] : first];
    }),
  );
}

function given(answers: Answers, name: string): readonly string[] | undefined {
  if (!Object.hasOwn(answers, name)) return undefined;
  return [answers[name] ?? []].flat();
}

/** Which of several boxes or choices are taken. */
function chosen(group: readonly Control[], answers: Answers): string[] {
  const [first] = group;
  const wanted = first && given(answers, first.name);
  if (wanted) {
    const single = group.length === 1 && first.kind === 'checkbox';
    if (single) return wanted.some((value) => value === first.value || value === 'true') ? [first.value] : [];
    const matching = group.map(({ value }) => value).filter((value) => wanted.includes(value));
    // An answer that is no choice here was meant for another page.
    if (matching.length > 0 || first.kind === 'checkbox') return matching;
  }
  const checked = group.filter((control) => control.checked).map(({ value }) => value);
  return checked.length > 0 ? checked : first ? [first.value] : [];
}

function valuesOf(control: Control, answers: Answers): readonly string[] {
  const { kind, name, options, attributes } = control;
  if (kind === 'hidden') return [control.value];
  const wanted = given(answers, name);
  if (wanted && kind !== 'select') return wanted.slice(0, 1);
  if (kind === 'select') {
    const matching = wanted?.filter((value) => options.some((option) => option.value === value)) ?? [];
    if (matching.length > 0) return attributes.has('multiple') ? matching : matching.slice(0, 1);
    const selected = options.find((option) => option.selected && option.value !== '');
    const choice = selected ?? options.find(({ value }) => value !== '') ?? options[0];
    return choice ? [choice.value] : [];
  }
  return [control.value || sample(control)];
}

function sample({ kind, attributes }: Control): string {
  const min = attributes.get('min');
  const max = attributes.get('max');
  if (kind === 'number' || kind === 'range') return min ?? (max !== undefined && Number(max) < 1 ? max : '1');
  const typical = SAMPLES[kind];
  if (typical !== undefined && kind !== 'password') {
    if (min !== undefined && typical < min) return min;
    return max !== undefined && typical > max ? max : typical;
  }
  const text = typical ?? 'Sample';
  const shortest = Number(attributes.get('minlength') ?? 0);
  const longest = Number(attributes.get('maxlength') ?? Infinity);
  return text.padEnd(shortest, ' sample').slice(0, longest);
}
