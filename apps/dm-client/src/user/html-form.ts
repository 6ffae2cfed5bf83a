import { parse, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** A control of a form, as far as a user needs it. */
export interface Control {
  readonly name: string;
  /** `type` of an input in lower case, or `select`, `textarea`. */
  readonly kind: string;
  readonly value: string;
  readonly checked: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of a `select`. */
  readonly options: readonly { readonly value: string; readonly selected: boolean }[];
}

/** A button that submits. */
export interface SubmitButton {
  readonly name: string | undefined;
  readonly value: string;
  /** Its place among the submit buttons of the form. */
  readonly index: number;
}

export interface HtmlForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly controls: readonly Control[];
  readonly buttons: readonly SubmitButton[];
}

/** What a user sees of a page. */
export interface HtmlPage {
  readonly title: string;
  readonly form: HtmlForm | undefined;
  /** Where a page without a form leads on: `<a rel="next">`. */
  readonly next: string | undefined;
}

/** Reads a page. `url` is where it is from. */
export function readPage(html: string, url: string): HtmlPage {
  const all = [...elements(parse(html))];
  const title = all.find(({ tagName }) => tagName === 'title');
  const base = attribute(all.find(({ tagName }) => tagName === 'base') ?? all[0], 'href');
  const at = (link: string) => new URL(link, base === undefined ? url : new URL(base, url)).href;
  const form = all.find(({ tagName }) => tagName === 'form');
  const next = all.find(
    (element) => element.tagName === 'a' && attribute(element, 'rel')?.split(/\s+/).includes('next'),
  );
  const link = next && attribute(next, 'href');
  return {
    title: title ? textOf(title).trim() : '',
    form: form && readForm(form, at(attribute(form, 'action') || url)),
    next: link === undefined ? undefined : at(link),
  };
}

function readForm(form: Element, action: string): HtmlForm {
  const controls: Control[] = [];
  const buttons: SubmitButton[] = [];
  for (const element of elements(form)) {
    if (attribute(element, 'disabled') !== undefined) continue;
    const type = attribute(element, 'type')?.toLowerCase();
    const name = attribute(element, 'name');
    const isButton =
      (element.tagName === 'button' && (type ?? 'submit') === 'submit') ||
      (element.tagName === 'input' && (type === 'submit' || type === 'image'));
    if (isButton) buttons.push({ name, value: attribute(element, 'value') ?? '', index: buttons.length });
    else if (name && isControl(element, type)) controls.push(readControl(element, name, type));
  }
  const method = attribute(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
  return { action, method, controls, buttons };
}

function isControl({ tagName }: Element, type: string | undefined): boolean {
  if (tagName === 'select' || tagName === 'textarea') return true;
  return tagName === 'input' && type !== 'button' && type !== 'reset' && type !== 'file';
}

function readControl(element: Element, name: string, type: string | undefined): Control {
  const kind = element.tagName === 'input' ? (type ?? 'text') : element.tagName;
  const fallback = kind === 'radio' || kind === 'checkbox' ? 'on' : '';
  return {
    name,
    kind,
    value: kind === 'textarea' ? textOf(element) : (attribute(element, 'value') ?? fallback),
    checked: attribute(element, 'checked') !== undefined,
    attributes: new Map(element.attrs.map((attr) => [attr.name, attr.value])),
    options: [...elements(element)]
      .filter((option) => option.tagName === 'option' && attribute(option, 'disabled') === undefined)
      .map((option) => ({
        value: attribute(option, 'value') ?? textOf(option).trim(),
        selected: attribute(option, 'selected') !== undefined,
      })),
  };
}

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((attr) => attr.name === name)?.value;
}

function textOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
