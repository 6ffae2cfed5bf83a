import type { ViewedInstance, ViewedNode } from '../../tree-view.js';
import { at, element } from './dom.js';
import { sizeOf } from './log-model.js';

/** The DM tree, as it is now. What was folded stays folded, and what has another value since says so. */
export class TreeView {
  private readonly place = at('tree', HTMLElement);
  private readonly closed = new Set<string>();
  private known = new Map<string, string>();
  private stale = true;
  private loading = false;

  /** The tree is another. */
  async refresh(): Promise<void> {
    this.stale = true;
    if (this.place.closest('[hidden]') || this.loading) return;
    this.loading = true;
    try {
      while (this.stale) {
        this.stale = false;
        const response = await fetch('/api/v1/device/tree');
        const { instances } = (await response.json()) as { instances: ViewedInstance[] };
        this.draw(instances);
      }
    } catch {
      this.stale = true;
    } finally {
      this.loading = false;
    }
  }

  private draw(instances: readonly ViewedInstance[]): void {
    const before = this.known;
    this.known = new Map();
    const focused = document.activeElement?.closest('#tree [data-path]')?.getAttribute('data-path');
    this.place.replaceChildren(...instances.map((instance) => this.instance(instance, before)));
    if (focused)
      this.place.querySelector<HTMLElement>(`[data-path="${CSS.escape(focused)}"] > summary`)?.focus();
  }

  private instance(
    { moid, miid, cv, rules, root }: ViewedInstance,
    before: ReadonlyMap<string, string>,
  ): HTMLElement {
    const path = `${moid}/${miid}`;
    const summary = element(
      'summary',
      {},
      element('b', { text: moid }),
      ` / ${miid} `,
      element('small', { text: `CV ${cv}` }),
    );
    const held = this.foldable(path, summary);
    held.classList.add('instance');
    if (before.size > 0 && before.get(path) !== cv) held.classList.add('new');
    this.known.set(path, cv);
    if (rules)
      held.append(
        rules.length === 0
          ? element('p', { className: 'rules', text: 'No server has a right on it.' })
          : element(
              'ul',
              { className: 'rules', 'aria-label': 'Rights' },
              ...rules.map(({ authority, rights, path: where }) =>
                element('li', {
                  text: `${authority}: ${rights.join(', ') || 'nothing'}${where === '/' ? '' : ` on ${where}`}`,
                }),
              ),
            ),
      );
    held.append(
      root
        ? this.node(root, path, before)
        : element('p', { className: 'rules', text: 'Not described: give its --ddf.' }),
    );
    return held;
  }

  private node(node: ViewedNode, above: string, before: ReadonlyMap<string, string>): HTMLElement {
    const path = `${above}/${node.name}`;
    const access = element('small', { text: `${node.format} · ${node.access.join(' ') || 'no access'}` });
    const { children } = node;
    if (children) {
      const summary = element('summary', {}, node.name, ' ', access);
      if (children.length === 0)
        return element('div', { className: 'leaf' }, `${node.name} (empty) `, access);
      const held = this.foldable(path, summary);
      held.append(...children.map((child) => this.node(child, path, before)));
      return held;
    }
    const text = valueOf(node);
    const leaf = element(
      'div',
      { className: 'leaf' },
      `${node.name} = `,
      element('span', { className: 'value', text }),
      ' ',
      access,
    );
    if (before.has(path) && before.get(path) !== text) {
      leaf.classList.add('new');
      leaf.append(element('em', { text: ' changed' }));
    }
    this.known.set(path, text);
    return leaf;
  }

  private foldable(path: string, summary: HTMLElement): HTMLDetailsElement {
    const held = element('details', { 'data-path': path }, summary);
    held.open = !this.closed.has(path);
    held.addEventListener('toggle', () => {
      if (held.open) this.closed.delete(path);
      else this.closed.add(path);
    });
    return held;
  }
}

function valueOf({ value, blob }: ViewedNode): string {
  if (blob) return `${sizeOf(blob.size)} of ${blob.contentType}`;
  if (value === undefined) return '(not shown)';
  return value === null ? '(null)' : String(value);
}
