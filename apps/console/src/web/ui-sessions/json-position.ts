const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** Where a text stops being JSON, as an offset; its length if it only ends too early. Browsers tell it only of long texts. */
export function jsonEndsAt(text: string): number {
  let at = 0;
  const take = (token: RegExp): boolean => {
    token.lastIndex = at;
    const isThere = token.test(text);
    if (isThere) at = token.lastIndex;
    return isThere;
  };
  const is = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const list = (end: string, item: () => boolean): boolean => {
    if (is(end)) return true;
    do if (!item()) return false;
    while (is(','));
    return is(end);
  };
  const string = (): boolean => {
    take(SPACE);
    return take(STRING);
  };
  const value = (): boolean => {
    if (is('{')) return list('}', () => string() && is(':') && value());
    if (is('[')) return list(']', value);
    return string() || take(WORD);
  };
  if (value()) take(SPACE);
  return at;
}
