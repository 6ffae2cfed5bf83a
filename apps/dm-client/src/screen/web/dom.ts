/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** An element of the page that must be there. */
export function at<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is not there`);
  return found;
}

/** A new element. Text goes in as text, never as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { className, text, ...attributes }: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** Asks the device to do something. A refusal is said aloud; gives whether there was none. */
export async function tell(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<boolean> {
  const notice = at('notice', HTMLElement);
  notice.textContent = '';
  try {
    const response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (response.ok) return true;
    const { title } = (await response.json()) as { title?: string };
    notice.textContent = title ?? `The device answered ${response.status}.`;
  } catch {
    notice.textContent = 'The device can’t be reached.';
  }
  return false;
}
