import { Problem } from '@dm2/service';

/** Characters that one segment of a URL's path may have as they are; no path of a file is ever made of a name. */
const NAME = /^[A-Za-z0-9._~:@!$&'()*+,;=-]{1,255}$/;

/** @throws Problem 400. `.` and `..` are not names: clients resolve them before they send. */
export function checkName(name: string): void {
  if (NAME.test(name) && name !== '.' && name !== '..') return;
  throw new Problem(400, {
    code: 'invalid-name',
    field: 'name',
    detail:
      'an object has a name of 1 to 255 characters: letters, digits and "._~:@!$&\'()*+,;=-"; not "." or ".."',
  });
}
