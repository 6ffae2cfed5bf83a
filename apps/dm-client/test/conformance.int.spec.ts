import { clientCases } from '@dm2/conformance';
import { itConforms } from '@dm2/conformance/vitest';
import { describe } from 'vitest';
import { SimulatorSubject } from './support/conformance-subject.js';

describe('the DM Client conforms', () => {
  itConforms(clientCases, () => new SimulatorSubject(), {
    concurrent: true,
    dispose: (subject) => subject.dispose(),
  });
});
