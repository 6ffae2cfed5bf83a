/** What a clause of the specification asks for, in one sentence: beside a remark it tells what was departed from. */
const RULES: Readonly<Record<string, string>> = {
  'TS 5.1.1': 'A session is a sequence of HTTP exchanges, one at a time, from Package#1 until END.',
  'TS 5.2':
    'Every package is a POST with OMADM-DevID, Content-Type, and an Accept that takes what comes back.',
  'TS 5.2.1.2': 'The options of a notification have fixed forms: TIMESTAMP has 4 bytes, "any" comes last.',
  'TS 5.2.2':
    'Package#1 lists the management objects by MOID and instance, and has the alert that opens the session.',
  'TS 5.2.4':
    'Package#3 has exactly one status for each command of the Package#2 that it answers, in their order.',
  'TS 5.3': 'A command is an array: its name, then its parameters in order.',
  'TS 5.3.6': 'GET names one ClientURI; its data comes in a part of its own.',
  'TS 5.3.9': 'END has no parameter and no status: with it the session is over.',
  'TS 5.4': 'An alert has an AlertType; Data is a JSON object and needs a DataType.',
  'TS 5.5': 'Content-Type is the media type of the package that is sent.',
  'TS 6.1': 'A ClientURI begins with the MOID and the instance, then names nodes down the tree.',
  'TS 6.3': 'What is in a management object has the formats that its description gives.',
  'TS 6.4': 'The description of an object (DDF) says which nodes there are, and what may be done with them.',
  'TS 7.1.1.1': 'The reserved bits of a notification are zero.',
  'TS 7.1.1.2': 'Options come in the order of their numbers, each of them one that is defined.',
  'TS 7.2': 'Packages are JSON of the published schemas.',
  'TS 7.2.1.1': 'The members of Package#1 are MOS and Alert.',
  'TS 7.2.1.2': 'The members of Package#2 are CMD and, by the change request, Status.',
  'TS 7.2.1.3': 'An item of Status is an object with `sc` and, where the client gives places, `URI`.',
  'TS 7.2.1.4': 'MO data is an object whose members are the nodes, each with its value.',
  'TS 9.2': 'Both sides authenticate each other, by credentials of the DM Account.',
  'TS 11': 'A cache validator names a state of an instance; who reads with one that still holds gets 304.',
  'TS 12.1': 'A DevID is a URN or has the form of an identifier of the device, such as IMEI.',
  'TS 13.1': 'Data of DM 1.x travels without its CDATA.',
  'TS App. C': 'Each command has its own set of statuses.',
  'TS App. F':
    'A multipart package begins with the package itself; then one part for each GET with data, named by the index of its command.',
};

/** The rule of a clause, or of the one that it is part of; none if it is not known here. */
export function ruleOf(clause: string): string | undefined {
  for (let name = clause; name.startsWith('TS '); name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const rule = RULES[name];
    if (rule !== undefined) return rule;
  }
  return undefined;
}
