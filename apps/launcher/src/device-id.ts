import { randomInt } from 'node:crypto';

/** A random IMEI with a right check digit, as a device identifier. */
export function newDeviceId(): string {
  const digits = ['3', '5', ...Array.from({ length: 12 }, () => String(randomInt(10)))];
  const sum = digits.reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `IMEI:${digits.join('')}${(10 - (sum % 10)) % 10}`;
}
