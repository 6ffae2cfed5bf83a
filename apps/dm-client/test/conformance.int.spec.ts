import { clientCases } from '@dm2/conformance';
import { itConforms } from '@dm2/conformance/vitest';
import { describe } from 'vitest';
import { SimulatorSubject } from './support/conformance-subject.js';
import { inThisProcess } from './support/device-in-process.js';

describe('the DM Client conforms', () => {
  itConforms(clientCases, () => new SimulatorSubject(inThisProcess), {
    concurrent: true,
    dispose: (subject) => subject.dispose(),
  });
});

describe('the DM Client, run from its command line, conforms', () => {
  itConforms(
    clientCases.filter(({ item }) => /^DM-PACK-0(01|11|23)-/.test(item)),
    () => new SimulatorSubject(),
    { dispose: (subject) => subject.dispose() },
  );
});
