import { describe, expect, it } from 'vitest';
import { alertFromDm1x, decodePackage3, dm1xDataOf, type Alert, type Remark } from './index.js';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const remark = (clause: string, text: string): Remark => ({
  clause,
  text: expect.stringContaining(text) as string,
});

describe('alert data of DM 1.x (TS 13.1)', () => {
  const xml = '<ResultCode>1200</ResultCode><Identifier>Component1ID</Identifier>';
  const type = 'urn:oma:at:scomo:1.0:OperationComplete';

  it('is carried verbatim, without the markers of CDATA, with a media type', () => {
    const sourceUri = 'urn:oma:mo:oma-scomo:1.0/SCOMO1/Download/Package1/Operations/DownloadInstall';
    expect(
      alertFromDm1x({ type, format: 'xml', mark: 'warning', sourceUri, data: `<![CDATA[${xml}]]>` }),
    ).toEqual({
      AlertType: type,
      SourceURI: sourceUri,
      Mark: 'warning',
      DataType: 'text/xml',
      Data: { DM1x: xml },
    });
  });

  it.each([
    ['int', '1404', 1404],
    ['int', 'none', 'none'],
    ['chr', '1404', '1404'],
    ['xml', 'a<![CDATA[b]]>c<![CDATA[]]><![CDATA[d]]>', 'abcd'],
    ['xml', '<![CDATA[open', '<![CDATA[open'],
  ] as const)('of the format %s: %s is carried as %j', (format, data, expected) => {
    const alert = alertFromDm1x({ type, format, data });
    expect(dm1xDataOf(alert)).toBe(expected);
    expect(alert.DataType).toBe(format === 'xml' ? 'text/xml' : 'text/plain');
  });

  it('is read with the markers of CDATA still there, with a remark', () => {
    const alert: Alert = {
      AlertType: type,
      DataType: 'text/xml',
      Data: { DM1x: `<![CDATA[${xml}]]>` },
    };
    const read = decodePackage3(bytes({ Status: [], Alert: [alert] }));
    expect(read.remarks).toEqual([remark('TS 13.1', 'CDATA')]);
    expect(read.Alert?.map(dm1xDataOf)).toEqual([xml]);
    expect(dm1xDataOf({ AlertType: type })).toBeUndefined();
  });
});
