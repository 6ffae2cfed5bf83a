const REASONS: Readonly<Record<string, string>> = {
  status: 'A command failed: its status is neither 2xx nor 304.',
  'outcome-unknown':
    'The session ended before a command that can’t be repeated was answered: nobody knows whether it was executed. Only a retry repeats it.',
  'ui-timeout': 'The user did not answer in time.',
  'ui-unavailable': 'The page could not be shown to the user.',
  expired: 'Its time was over before it was done.',
};

/** Why a task failed or expired, in a sentence. */
export function reasonInWords(reason: string): string {
  return REASONS[reason] ?? reason;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  final: 'sent with END: no status comes back (TS 5.3.9)',
  unknown: 'unknown: the session ended before it was answered',
  'not-sent': 'not sent',
  skipped: 'skipped: the condition of its step did not hold',
};

/** Why a command has no status. */
export function outcomeInWords(outcome: string): string {
  return OUTCOMES[outcome] ?? outcome;
}

const RESULT_REASONS: Readonly<Record<string, string>> = {
  'not-known': 'the device says that nothing has changed, but what it had is not known any more',
  'continued-elsewhere': 'the session went on at another server (CONT)',
  'ui-unavailable': 'the Web Server Component could not be reached',
};

/** What else there is to say of a result. */
export function resultReasonInWords(reason: string): string | undefined {
  return reason === 'when' ? undefined : (RESULT_REASONS[reason] ?? reason);
}
