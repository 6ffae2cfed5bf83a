import { Problem } from '@dm2/service';
import type { IncomingHttpHeaders } from 'node:http';
import type { CurrentObject } from './objects.js';

/** The strong entity tag of a version. */
export const entityTag = ({ sha256 }: Pick<CurrentObject, 'sha256'>): string => `"${sha256}"`;

/** When a version came, to the second: dates of HTTP have no more. */
const modified = ({ createdAt }: CurrentObject): number => Math.floor(createdAt.getTime() / 1000) * 1000;

/**
 * Evaluates the preconditions of a request in the order of RFC 9110 13.2.2.
 *
 * @returns `not-modified` if a GET or HEAD is to be answered with 304
 * @throws Problem 412
 */
export function checkPreconditions(
  method: string,
  headers: IncomingHttpHeaders,
  current: CurrentObject | undefined,
): 'go-on' | 'not-modified' {
  const tag = current && entityTag(current);
  const match = headers['if-match'];
  const unmodifiedSince = dateOf(headers['if-unmodified-since']);
  if (match !== undefined) {
    if (tag === undefined || !matchesTag(match, tag, 'strong'))
      throw failed('If-Match', 'the object is not the one that was expected');
  } else if (current && modified(current) > unmodifiedSince) {
    throw failed('If-Unmodified-Since', 'the object has changed since');
  }
  const isRead = method === 'GET' || method === 'HEAD';
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) {
    if (tag === undefined || !matchesTag(noneMatch, tag, 'weak')) return 'go-on';
    if (isRead) return 'not-modified';
    throw failed('If-None-Match', 'the object exists');
  }
  const modifiedSince = dateOf(headers['if-modified-since']);
  return isRead && current && modified(current) <= modifiedSince ? 'not-modified' : 'go-on';
}

/** Whether a range still belongs to the version that the client has a part of (RFC 9110 13.1.5). */
export function ifRangeHolds(header: string | undefined, current: CurrentObject): boolean {
  if (header === undefined) return true;
  const text = header.trim();
  return text === entityTag(current) || (!/^(?:W\/)?"/.test(text) && dateOf(text) === modified(current));
}

/** Whether one of the entity tags of `If-None-Match` (compared weakly) or `If-Match` (strongly) is this one. */
export function matchesTag(header: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((part) => {
    const given = part.trim();
    return given === tag || (comparison === 'weak' && given === `W/${tag}`);
  });
}

/** Milliseconds; NaN, with which nothing compares, if it is no date of HTTP. */
const dateOf = (header: string | undefined): number =>
  header !== undefined && / GMT$/.test(header) ? Date.parse(header) : NaN;

const failed = (field: string, detail: string) =>
  new Problem(412, { code: 'precondition-failed', field, detail });
