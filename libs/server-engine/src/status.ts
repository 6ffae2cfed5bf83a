/** Whether a status lets its task succeed. */
export function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}
