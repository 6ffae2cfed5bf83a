import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** A whole page as HTML. */
export function renderPage(view: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(view)}`;
}
