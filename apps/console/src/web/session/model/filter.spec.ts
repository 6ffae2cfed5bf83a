import { describe, expect, it } from 'vitest';
import { toDiagram } from './diagram.js';
import { countsOf, filtered, filterOf, searchOf } from './filter.js';
import { notification, Recorder } from './recorded.fixture.js';

function session() {
  const recorder = new Recorder();
  recorder.package(1, {});
  recorder.commands(['SHOW', 'http://w/ui/1'], ['GET', 'urn:x:1.0//Lang']);
  recorder.ui('opened');
  recorder.statuses(200, 404);
  recorder.ui('answered', 'u1', { answers: { choice: 'accept' } });
  recorder.ui('finished', 'u1', { outcome: 'completed' });
  recorder.commands(['HGET', 'http://r/objects/firmware']);
  recorder.event('repository.read', { method: 'GET', object: 'firmware', status: 200, bytes: 1 });
  recorder.statuses(200);
  recorder.commands(['END']);
  return toDiagram(recorder.session({ notifications: [notification()] }));
}
const stepsOf = (filter: Parameters<typeof filterOf>[0]) =>
  filtered(session(), filterOf(filter)).arrows.map(({ step }) => step);

describe('the filter of a session', () => {
  it('leaves all as it is when it is empty', () => {
    const diagram = session();
    expect(filtered(diagram, filterOf({}))).toBe(diagram);
  });

  it('leaves out kinds of arrows', () => {
    expect(countsOf(session().arrows)).toEqual({ packages: 6, ui: 6, repository: 1, notifications: 1 });
    expect(stepsOf({ without: 'packages,ui' })).toEqual(['0', '6.1']);
    expect(stepsOf({ without: 'ui,repository,notifications' })).toEqual(['1', '4', '5', '6', '7', '8']);
  });

  it.each([
    ['a command', 'hget', ['6']],
    ['a parameter', '//lang', ['4']],
    ['a status', '404', ['5']],
    ['a status in words', 'not found', ['5']],
    ['a step', 'step 4.1', ['4.1']],
    ['an answer', 'choice=accept', ['4.3']],
    ['several words, which must all be there', 'get firmware', ['6', '6.1']],
    ['nothing', 'nowhere', []],
  ])('finds %s', (_what, q, steps) => {
    expect(stepsOf({ q })).toEqual(steps);
  });

  it('keeps a band as far as arrows of it are shown', () => {
    const all = session();
    const packages = filtered(all, filterOf({ without: 'ui' }));
    const [band] = packages.bands;
    expect(packages.arrows[band?.from ?? -1]?.step).toBe('5');
    expect(packages.arrows[band?.to ?? -1]?.step).toBe('5');
    expect(filtered(all, filterOf({ q: 'hget' })).bands).toEqual([]);
    const open = { ...all, bands: all.bands.map((each) => ({ ...each, to: undefined })) };
    expect(filtered(open, filterOf({ q: 'end', without: 'ui' })).bands).toMatchObject([{ to: undefined }]);
  });

  it('is what its search parameters say, and the other way round', () => {
    const filter = filterOf({ q: 'GET 404', without: 'ui,nonsense,packages' });
    expect(filter).toEqual({ text: 'GET 404', without: ['packages', 'ui'] });
    expect(searchOf(filter)).toEqual({ q: 'GET 404', without: 'packages,ui' });
    expect(searchOf(filterOf({}))).toEqual({});
  });
});
