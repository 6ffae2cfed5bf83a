const root = new URL('../../../', import.meta.url);

export const SCHEMA = new URL('libs/service/schemas/events.schema.json', root);
export const DOCUMENT = new URL('docs/internal-interface.md', root);
/** The smallest Web Server Component there can be; it is part of the document. */
export const COMPONENT = new URL('docs/examples/web-server-component.mjs', root);
