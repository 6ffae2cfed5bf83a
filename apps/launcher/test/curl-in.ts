/** A `curl` command as a page shows it. */
export interface CurlCommand {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
}

/** The `curl` commands in the shell blocks of a Markdown page, with `$NAME` replaced; only the options that our pages use. */
export function curlIn(markdown: string, values: Readonly<Record<string, string>>): CurlCommand[] {
  return [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split(/^(?=curl )/m))
    .filter((command) => command.startsWith('curl '))
    .map((command) => requestOf(wordsOf(command, values)));
}

/** Words as a shell takes them: single quotes keep everything, double quotes and bare words know `$NAME`. */
function wordsOf(command: string, values: Readonly<Record<string, string>>): string[] {
  const expand = (text: string) => text.replace(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? '');
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? expand(double ?? bare ?? ''),
  );
}

function requestOf([, ...words]: string[]): CurlCommand {
  const headers: Record<string, string> = {};
  let [url, body] = ['', undefined as string | undefined];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-H') {
      const [name = '', value = ''] = (words.shift() ?? '').split(/:\s*(.*)/s);
      headers[name] = value;
    } else if (word === '-u')
      headers['Authorization'] = `Basic ${Buffer.from(words.shift() ?? '').toString('base64')}`;
    else if (word === '-d') body = words.shift();
    else if (/^https?:/.test(word)) url = word;
    else if (!/^-(i|sS)$/.test(word)) throw new Error(`a page uses curl ${word}, which this does not know`);
  }
  return {
    url,
    init: { method: body === undefined ? 'GET' : 'POST', headers, ...(body === undefined ? {} : { body }) },
  };
}
