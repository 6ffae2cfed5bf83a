import { SaxesParser } from 'saxes';
import { ProtocolError } from '../errors.js';

/** An XML element with its text; names without their prefix. */
export interface XmlElement {
  readonly name: string;
  /** Line of its start tag, from 1. */
  readonly line: number;
  readonly children: XmlElement[];
  readonly text: string;
}

/** Longer documents are refused before they are read: in UTF-16 code units. */
export const MAX_XML = 16 * 1024 * 1024;
const MAX_DEPTH = 200;
const CLAUSE = 'TS 6.4';

/**
 * Reads an XML document of bounded size and depth, stopping at its first error. A document type declaration is passed over: no
 * entity is declared by it, nothing is fetched.
 *
 * @throws ProtocolError
 */
export function parseXml(xml: string): XmlElement {
  if (xml.length > MAX_XML)
    throw new ProtocolError('too-large', '', CLAUSE, `the description is longer than ${MAX_XML}`, 413);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: { element: XmlElement; text: string[] }[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (cause) => {
    throw cause;
  });
  parser.on('opentagstart', ({ name }) => {
    if (stack.length >= MAX_DEPTH) throw new Error(`nested deeper than ${MAX_DEPTH} levels`);
    const element = { name: name.slice(name.indexOf(':') + 1), line: parser.line, children: [], text: '' };
    stack.at(-1)?.element.children.push(element);
    root ??= element;
    stack.push({ element, text: [] });
  });
  const append = (chunk: string) => void stack.at(-1)?.text.push(chunk);
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed) Object.assign(closed.element, { text: closed.text.join('') });
  });
  try {
    parser.write(xml).close();
  } catch (cause) {
    const what = cause instanceof Error ? cause.message.slice(0, 200) : 'broken';
    throw new ProtocolError(
      'malformed-ddf',
      '',
      CLAUSE,
      `line ${parser.line}: the description is not XML: ${what}`,
      400,
      { cause },
    );
  }
  if (!root) throw new ProtocolError('malformed-ddf', '', CLAUSE, 'the description is empty');
  return root;
}

/** The only child element of a name, if it is there. @throws ProtocolError if there are several. */
export function one(element: XmlElement, name: string, at: string): XmlElement | undefined {
  const [first, second] = element.children.filter((child) => child.name === name);
  if (second) throw broken(second, `${at}/${name}`, 'is there twice');
  return first;
}

export function textOf(element: XmlElement, name: string, at: string): string | undefined {
  return one(element, name, at)?.text.trim();
}

/** An error that names line, element and clause. */
export function broken(element: XmlElement, field: string, what: string, clause = CLAUSE): ProtocolError {
  const name = element.name.slice(0, 100);
  return new ProtocolError(
    'malformed-ddf',
    field.slice(0, 300),
    clause,
    `line ${element.line}: <${name}> ${what}`,
  );
}
