/** The five components of Figure 3 (CR 6.2), in its order: the lifelines of the diagram. */
export const COMPONENTS = [
  { name: 'DM Client', lines: ['DM', 'Client'] },
  { name: 'Web Browser Component', lines: ['Web', 'Browser'] },
  { name: 'DM Server', lines: ['DM', 'Server'] },
  { name: 'Web Server Component', lines: ['Web', 'Server'] },
  { name: 'Data Repository', lines: ['Data', 'Repo.'] },
] as const;

/** A component by its place in the figure. */
export type Component = 0 | 1 | 2 | 3 | 4;
export const [CLIENT, BROWSER, SERVER, WEB_SERVER, REPOSITORY] = [
  0, 1, 2, 3, 4,
] as const satisfies Component[];

/** The component that an event's `source` names. */
export function componentOf(source: string): Component | undefined {
  const place = { 'dm-server': SERVER, 'web-server-component': WEB_SERVER, 'data-repository': REPOSITORY };
  return (place as Record<string, Component | undefined>)[source];
}

/** The component's one colour; `console.css` has it for light and dark. */
export function colourOf(component: Component): string {
  return `var(--c${component})`;
}
