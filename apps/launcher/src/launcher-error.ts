/** What a person has to know and can do something about: one sentence that says what is wrong and what to do. */
export class LauncherError extends Error {
  override readonly name = 'LauncherError';
}
