import type { Remark } from '../errors.js';
import {
  ACCESS_TYPES,
  FORMATS,
  OCCURRENCES,
  type AccessType,
  type DdfNode,
  type Format,
  type Occurrence,
} from './ddf.js';
import { broken, one, textOf, type XmlElement } from './xml-tree.js';

const CLAUSE = 'TS 6.4';

/** Reads `DFProperties` of one node (DM 1.3 DDF, TS 6.4), with what holds where an element is not there. */
export class Properties {
  private readonly element: XmlElement | undefined;
  private readonly type: XmlElement | undefined;

  constructor(
    node: XmlElement,
    private readonly at: string,
    private readonly remarks: Remark[],
  ) {
    this.element = one(node, 'DFProperties', at);
    this.type = this.one('DFType');
    if (!this.element) this.remark(CLAUSE, 'there is no <DFProperties>');
  }

  raw(name: string): string | undefined {
    return this.one(name)?.text;
  }

  /** The text of an element; `undefined` for one that is empty. */
  text(name: string): string | undefined {
    return this.one(name)?.text.trim() || undefined;
  }

  ddfName(): string | undefined {
    return (this.type && textOf(this.type, 'DDFName', `${this.at}/DFType`)) || undefined;
  }

  mime(): string[] {
    return (this.type?.children ?? []).flatMap(({ name, text }) => (name === 'MIME' ? [text.trim()] : []));
  }

  /** Without the element: `node` with children, else `chr`. */
  format(interior: boolean): Format {
    const choice = this.choice('DFFormat');
    if (!choice) {
      this.remark(CLAUSE, 'there is no <DFFormat>');
      return interior ? 'node' : 'chr';
    }
    const format = FORMATS.find((known) => known === choice.name.toLowerCase());
    if (!format) throw broken(choice, `${this.at}/DFFormat`, 'is no format', 'TS 6.3.1');
    if (interior && format !== 'node')
      throw broken(choice, `${this.at}/DFFormat`, 'is the format of a node that has children', 'TS 6.3.1');
    if (format !== choice.name) this.remark(CLAUSE, `<${choice.name}> instead of <${format}>`);
    return format;
  }

  /** Without the element, and with an empty one, the node is not exposed (TS 6.3.1). */
  access(): ReadonlySet<AccessType> {
    const element = this.one('AccessType');
    if (!element) this.remark(CLAUSE, 'there is no <AccessType>: the node is not exposed');
    return new Set(
      element?.children.map((child) => {
        const access = ACCESS_TYPES.find((known) => known === child.name);
        if (!access) throw broken(child, `${this.at}/AccessType`, 'is no access type', 'TS 6.3.1');
        return access;
      }),
    );
  }

  /** Without the element: exactly one (TS 6.4). */
  occurrence(): Occurrence {
    const choice = this.choice('Occurrence');
    if (!choice) return { kind: 'One' };
    const kind = OCCURRENCES.find((known) => known === choice.name);
    if (!kind) throw broken(choice, `${this.at}/Occurrence`, 'is no occurrence', 'TS 6.3.1');
    if (kind !== 'ZeroOrN' && kind !== 'OneOrN') return { kind };
    const n = choice.text.trim();
    if (!/^[1-9]\d{0,4}$/.test(n) || Number(n) > 65_536)
      throw broken(choice, `${this.at}/Occurrence`, 'needs a number up to 65536', 'TS 6.3.1');
    if (n === '1') this.remark('TS 6.3.1', `<${kind}> of 1: it is a number from 2`);
    return { kind, n: Number(n) };
  }

  /** Without the element: dynamic (TS 6.4). */
  scope(): 'Permanent' | 'Dynamic' {
    const choice = this.choice('Scope');
    const name = choice?.name ?? 'Dynamic';
    if (name === 'Permanent' || name === 'Dynamic') return name;
    throw broken(choice ?? EMPTY, `${this.at}/Scope`, 'is no scope', 'TS 6.3.1.2');
  }

  /** Without the element: as further up. */
  caseSensitive(inherited: boolean): DdfNode['caseSensitive'] {
    const choice = this.choice('CaseSense');
    if (!choice) return inherited;
    if (choice.name !== 'CS' && choice.name !== 'CIS')
      throw broken(choice, `${this.at}/CaseSense`, 'is neither <CS> nor <CIS>');
    return choice.name === 'CS';
  }

  private one(name: string): XmlElement | undefined {
    return this.element && one(this.element, name, this.at);
  }

  /** The child of an element that has one of several children; `undefined` if the element is empty or not there. */
  private choice(name: string): XmlElement | undefined {
    const [first, second] = this.one(name)?.children ?? [];
    if (second) throw broken(second, `${this.at}/${name}`, `is a second choice in <${name}>`);
    return first;
  }

  private remark(clause: string, text: string): void {
    this.remarks.push({ clause, text: `${this.at}: ${text}` });
  }
}

const EMPTY: XmlElement = { name: 'Scope', line: 0, children: [], text: '' };
