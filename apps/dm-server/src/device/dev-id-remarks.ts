import type { Remark } from '@dm2/protocol';

const FORMS: Readonly<Record<string, { readonly pattern: RegExp; readonly form: string }>> = {
  IMEI: { pattern: /^\d{15}$/, form: '15 digits' },
  ESN: { pattern: /^[0-9A-F]{8}$/i, form: '8 hexadecimal digits' },
  MEID: { pattern: /^[0-9A-F]{14}$/i, form: '14 hexadecimal digits' },
  UUID: {
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    form: 'a UUID',
  },
};

/** What is unusual about a DevID (TS 12.1). Nothing of it makes a device unwelcome. */
export function devIdRemarks(devId: string): Remark[] {
  const clause = 'TS 12.1';
  const colon = devId.indexOf(':');
  const prefix = colon < 0 ? '' : devId.slice(0, colon);
  const value = devId.slice(colon + 1);
  const known = FORMS[prefix];
  if (!known) {
    return URL.canParse(devId)
      ? []
      : [{ clause, text: 'DevID is none of the forms that the specification lists, and no URI' }];
  }
  if (!known.pattern.test(value)) return [{ clause, text: `${prefix}: is not followed by ${known.form}` }];
  if (prefix === 'IMEI' && !hasCheckDigit(value))
    return [{ clause, text: 'the check digit of the IMEI is wrong' }];
  return [];
}

/** Luhn. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}
