import { ALL_RIGHTS, grant, miidOf, partRule, permissionsOf, RIGHT, rulesUri, shared } from './delegation.js';
import { ACCESS_CONTROL, DEV_INFO, DM_ACCOUNT } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF, trialData } from './trial.js';

const ITEM = { item: 'DM-MEC-001-C-O', clause: 'TS 10' } as const;
const NEEDS = ['start', 'bootstrap', 'descriptions'] as const;
/** Place of EXEC among the commands that rights are tried with. */
const EXEC = 3;
const refusal = (code: number | undefined): boolean => code === 403 || code === 404;

const provisioning = played(
  {
    ...ITEM,
    title: 'A DM Server neither sees nor touches an object that its bootstrap did not name',
    negative: true,
    needs: NEEDS,
  },
  async (stage) => {
    const { server, check } = stage;
    const { client, open, other } = await shared(stage, [TRIAL_DDF], {
      dms1: [TRIAL, ACCESS_CONTROL, DEV_INFO],
      dms2: [DEV_INFO],
    });
    await open('dms1');
    const [uri = ''] = await plant(client, server, 'secret label');
    const at = { moid: TRIAL, uri };
    const rights = await client.send(['GET', `${ACCESS_CONTROL}//`]);
    const [own] = permissionsOf(rights, 0, TRIAL, miidOf(uri));
    const rule = own?.rule ?? '';
    const given = await client.send(
      grant(server, { ...at, rule }, { name: 'stranger', maid: 'serverid:dms2', ar: RIGHT.read }),
      grant(server, { ...at, rule }, { name: 'everyone', maid: '*', ar: ALL_RIGHTS }),
    );
    check.must(
      given.codes[0] === 403,
      'rights are not delegated to a server that was not provisioned for the object',
      given.codes[0],
      'TS 12.3',
    );
    client.command(['END']);

    const opened = await open('dms2');
    check.must(
      opened.instances(TRIAL) === undefined && opened.instances(ACCESS_CONTROL) === undefined,
      'MOS does not name it',
      opened.json.MOS,
      'TS 5.2.2',
    );
    check.must(
      opened.instances(DEV_INFO) !== undefined,
      'what it was provisioned for is named',
      opened.json.MOS,
      'TS 5.2.2',
    );
    const [report, put] = [other.put('/report'), other.put('/put')];
    const text = other.put('/text', { body: 'taken over' });
    const commands = [
      ['GET', uri],
      ['GET', `${TRIAL}/*/`],
      ['GET', `${TRIAL}/*/Label`],
      ['GET', `${TRIAL}/(x)/Label?nv=(x)/Count:1`],
      ['HPUT', put, uri],
      ['HPOST', put, `${TRIAL}/*/Label`],
      ['SUB', report, uri],
      ['DEFAULT', other.put('/default'), TRIAL],
      ['HGET', text, `${uri}Label`],
      ['HGET', other.putMo('/new', trialData('new'))],
      ['DELETE', uri],
      ['EXEC', uri],
      ['GET', `${ACCESS_CONTROL}//`],
      ['GET', `${DM_ACCOUNT}/*/SrvID`],
    ];
    const answer = await client.send(...commands);
    for (const [i, command] of commands.entries())
      check.must(
        refusal(answer.codes[i]),
        `${command[0] ?? ''} ${command.at(-1) ?? ''} is refused`,
        answer.codes[i],
      );
    client.command(['END']);

    await open('dms1');
    const kept = await client.send(['GET', `${uri}Label`], ['GET', `${TRIAL}/*/Label`]);
    check.must(kept.text(0) === 'secret label', 'it is as it was', kept.body);
    client.command(['END']);
    const stray = await client.stop();
    check.must(stray.length === 0, 'nothing more comes', stray.length, 'TS 5.2');
    check.must(
      other.received.every(({ body }) => !body.toString('utf8').includes('secret label')),
      'nothing of it has come to the other server',
      other.received.map(({ path }) => path),
    );
    check.must(
      ['/put', '/report', '/text', '/default'].every((path) => other.at(path).length === 0),
      'nothing is sent for it, and nothing fetched that names it',
      other.received.map(({ path }) => path),
    );
  },
);

const rights = played(
  {
    ...ITEM,
    title: 'The creator of an instance has all rights on it, alone, until it delegates some',
    negative: false,
    needs: NEEDS,
  },
  async (stage) => {
    const { server, check } = stage;
    const all = [TRIAL, ACCESS_CONTROL, DEV_INFO];
    const { client, open, other } = await shared(stage, [TRIAL_DDF], { dms1: all, dms2: all });
    await open('dms1');
    const [uri = ''] = await plant(client, server, 'secret label');
    const read = await client.send(['GET', uri], ['GET', `${ACCESS_CONTROL}//`]);
    const cv = `cv=${encodeURIComponent(read.items(0)[0]?.CV ?? '')}`;
    const entries = permissionsOf(read, 1, TRIAL, miidOf(uri));
    check.must(
      entries.length === 1 && entries[0]?.maid === 'serverid:dms1' && entries[0].ar === ALL_RIGHTS,
      'the one entry for a new instance gives all rights to its creator',
      entries,
    );
    client.command(['END']);

    const text = other.put('/text', { body: 'taken over' });
    const tries = [
      ['GET', uri],
      ['GET', `${uri}Label?${cv}`],
      ['HPUT', other.put('/put'), uri],
      ['SUB', other.put('/report'), uri],
      ['HGET', text, `${uri}Label`],
      ['DELETE', uri],
      ['GET', `${TRIAL}/*/Label`],
      grant(
        other,
        { moid: TRIAL, uri, rule: entries[0]?.rule ?? '' },
        { name: 'thief', maid: 'serverid:dms2', ar: ALL_RIGHTS },
      ),
    ];
    const opened = await open('dms2');
    check.must(
      opened.instances(TRIAL)?.length === 0,
      'MOS names the object, without an instance on which it has no right',
      opened.json.MOS,
      'TS 5.2.2',
    );
    const alone = await client.send(...tries);
    for (const [i, command] of tries.entries())
      check.must(
        refusal(alone.codes[i]),
        `${command[0] ?? ''} ${i} of another server is refused`,
        alone.codes[i],
      );
    check
      .of('DM-MEC-002-C-O')
      .must(refusal(alone.codes[1]), 'it is 304 only where access is allowed', alone.codes[1], 'TS App. C');
    client.command(['END']);

    /** What the second server may do after the first has set its rights. */
    const withRights = async (ar: number): Promise<number[]> => {
      await open('dms1');
      const given = await client.send(
        grant(
          server,
          { moid: TRIAL, uri, rule: entries[0]?.rule ?? '' },
          { name: 'guest', maid: 'serverid:dms2', ar },
        ),
      );
      check.must(same(given.codes, [200]), `the creator can give the rights ${ar}`, given.codes, 'TS 12.3');
      client.command(['END']);
      const seen = await open('dms2');
      check.must(
        seen.instances(TRIAL)?.includes(miidOf(uri)) === (ar !== 0),
        `MOS names the instance with the rights ${ar}`,
        seen.json.MOS,
        'TS 5.2.2',
      );
      const used = await client.send(
        ['GET', `${uri}Label`],
        ['HGET', other.put('/count', { body: '5' }), `${uri}Count`],
        grant(
          other,
          { moid: TRIAL, uri, rule: entries[0]?.rule ?? '' },
          { name: 'friend', maid: 'appid:friend', ar: RIGHT.read },
        ),
        ['EXEC', `${uri}Run`],
      );
      client.command(['END']);
      return used.codes;
    };
    for (const [ar, allowed] of [
      [RIGHT.read, [true, false, false, false]],
      [RIGHT.write, [false, true, false, false]],
      [RIGHT.execute, [false, false, false, true]],
      [RIGHT.read + RIGHT.write, [true, true, false, false]],
      [RIGHT.delegate, [false, false, true, false]],
      [0, [false, false, false, false]],
    ] as const) {
      const used = await withRights(ar);
      check.must(
        used.every((code, i) => {
          if (!allowed[i]) return refusal(code);
          // What the node does is the client's: with the right it is tried.
          return i === EXEC ? !refusal(code) : code === 200;
        }),
        `AR ${ar} gives read, write, execute and delegate as its bits say`,
        used,
        'TS 12.3',
      );
    }
    const stray = await client.stop();
    check.must(stray.length === 0, 'nothing more comes', stray.length, 'TS 5.2');
  },
);

const parts = played(
  {
    ...ITEM,
    clause: 'TS 12.3',
    title: 'Rights at a Path override those above it, and a command needs them on every node',
    negative: true,
    needs: NEEDS,
  },
  async (stage) => {
    const { server, check } = stage;
    const all = [TRIAL, ACCESS_CONTROL, DEV_INFO];
    const { client, open, other } = await shared(stage, [TRIAL_DDF], { dms1: all, dms2: all });
    await open('dms1');
    const [uri = ''] = await plant(client, server, 'left');
    const at = { moid: TRIAL, uri };
    const read = await client.send(['GET', `${ACCESS_CONTROL}//`]);
    const rule = permissionsOf(read, 0, TRIAL, miidOf(uri))[0]?.rule ?? '';
    const given = await client.send(
      grant(server, { ...at, rule }, { name: 'guest', maid: 'serverid:dms2', ar: RIGHT.read }),
      partRule(server, at, {
        path: '/Items/one',
        permissions: { 'serverid:dms1': ALL_RIGHTS, 'serverid:dms2': RIGHT.write },
      }),
    );
    check.must(same(given.codes, [200, 200]), 'a rule for a part can be made', given.codes);
    client.command(['END']);

    await open('dms2');
    const used = await client.send(
      ['GET', `${uri}Label`],
      ['GET', `${uri}Items/two/Name`],
      ['GET', `${uri}Items/one/Name`],
      ['HGET', other.put('/1', { body: 'renamed' }), `${uri}Items/one/Name`],
      ['HGET', other.put('/2', { body: 'renamed' }), `${uri}Items/two/Name`],
      ['GET', uri],
      ['GET', `${uri}Items/*/Name`],
      ['GET', `${TRIAL}/(x)/Label?nv=(x)/Items/one/Name:renamed`],
    );
    check.must(
      same(used.codes.slice(0, 3), [200, 200, 403]),
      'outside of the part the rights of the instance hold, in it those of the part',
      used.codes,
    );
    check.must(same(used.codes.slice(3, 5), [200, 403]), 'it is so for writing', used.codes);
    check.must(
      used.codes[5] === 403 || !used.body.includes('renamed'),
      'what may not be read is not in a read of the whole',
      used.body,
      'TS 6.3.1.1',
    );
    check.must(
      used.codes[6] === 403 || !used.body.includes('renamed'),
      'nor through a wildcard',
      used.body,
      'TS 6.3.1.1',
    );
    check.must(
      (used.codes[7] ?? 0) >= 400,
      'nor can its value be guessed by an nv field',
      used.codes[7],
      'TS 6.1.1.3',
    );
    const denied = await client.send(
      ['DELETE', rulesUri(TRIAL, uri)],
      ['DELETE', `${rulesUri(TRIAL, uri)}/part`],
    );
    check.must(
      denied.codes.every((code) => code >= 400),
      'rules are not deleted without the right to delegate',
      denied.codes,
    );
    client.command(['END']);
    const stray = await client.stop();
    check.must(stray.length === 0, 'nothing more comes', stray.length, 'TS 5.2');
  },
);

export const cases = [provisioning, rights, parts];
