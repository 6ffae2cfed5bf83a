/** The file that holds the types. */
export const target: string;
/** What the file has to say. */
export function generate(): Promise<string>;
