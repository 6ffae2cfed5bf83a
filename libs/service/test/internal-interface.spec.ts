import { readFile } from 'node:fs/promises';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventSchema } from '../src/index.js';
import { COMPONENT, DOCUMENT, SCHEMA } from '../tools/files.js';
import { eventsJsonSchema, EXAMPLES, internalInterface, SIGNED } from '../tools/internal-interface.js';

const current = 'run "npm run generate -w libs/service"';

describe('what is published of the internal interface', () => {
  it('the schema of the events is that of the code', async () => {
    expect(JSON.parse(await readFile(SCHEMA, 'utf8')), current).toEqual(eventsJsonSchema());
  });

  it('the document says what the code says, and holds the component as it is', async () => {
    const document = await readFile(DOCUMENT, 'utf8');
    const made = await internalInterface(document, await readFile(COMPONENT, 'utf8'));
    expect(document, current).toBe(made);
  });

  it('the signature in the document is that of the library', () => {
    const { secret, id, timestamp, body, signature } = SIGNED;
    expect(new Webhook(secret).sign(id, new Date(timestamp * 1000), body)).toBe(`v1,${signature}`);
  });

  it('has an example of each type', () => {
    expect(Object.keys(EXAMPLES)).toEqual(eventSchema.options.map(({ shape }) => shape.type.value));
    for (const [type, example] of Object.entries(EXAMPLES)) expect(example.type).toBe(type);
  });
});

describe.each(Object.entries(EXAMPLES))('%s', (_type, example) => {
  const published = z.fromJSONSchema(eventsJsonSchema());
  const takes = (event: unknown) => [
    eventSchema.safeParse(event).success,
    published.safeParse(event).success,
  ];

  it('is taken by the published schema as by the code, with members that nobody knows too', () => {
    expect(takes(example)).toEqual([true, true]);
    expect(takes({ ...example, extra: 1, data: { ...example.data, extra: 1 } })).toEqual([true, true]);
    expect(takes({ ...example, at: '2026-11-24T11:00:00+01:00' })).toEqual([true, true]);
  });

  it.each([
    ...Object.keys(example).map((name) => [name, { ...example, [name]: undefined }] as const),
    ...Object.keys(example.data)
      .filter((name) => name !== 'question')
      .map((name) => [`data/${name}`, { ...example, data: { ...example.data, [name]: undefined } }] as const),
    ['id as a number', { ...example, id: 1 }] as const,
    ['a negative sequence', { ...example, sequence: -1 }] as const,
    ['a time that is none', { ...example, at: 'yesterday' }] as const,
    ['another source', { ...example, source: 'dm-server' }] as const,
  ])('without %s is refused by both', (_what, event) => {
    expect(takes(JSON.parse(JSON.stringify(event)))).toEqual([false, false]);
  });
});
