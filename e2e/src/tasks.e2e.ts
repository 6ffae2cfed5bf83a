import { expect, test } from '@playwright/test';
import { TaskConsole } from './pages/task-console.js';
import { TaskEditor } from './pages/task-editor.js';
import { TaskList } from './pages/task-list.js';
import { TaskPage } from './pages/task-page.js';
import { RawDevice } from './raw-device.js';
import { sharedStack } from './stack.js';

const DEV_INFO = 'urn:oma:mo:oma-dm-devinfo:1.2//';

test.use({ bypassCSP: true });

/** Puts an object into the repository. */
async function upload(name: string, type: string, body: string): Promise<void> {
  const { urls, tokens } = sharedStack();
  const response = await fetch(`${urls.dataRepository}/api/v1/objects/${name}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${tokens.dataRepository}`, 'content-type': type },
    body,
  });
  expect(response.ok).toBe(true);
}

test('the basic flow is run from the console, and watched until it succeeds', async ({ page }) => {
  const editor = new TaskEditor(page);
  const task = new TaskPage(page);
  await new TaskConsole(page).signIn();
  await editor.open();
  await editor.beginWith('Basic flow');
  expect(await editor.canQueue()).toBe(false);
  await editor.chooseDevice(sharedStack().device.devId);
  await editor.queue();
  await task.isOpen('basic flow');
  await task.comesTo('succeeded');
  await expect(task.step(2)).toContainText('SHOW');
  await expect(task.step(2)).toContainText('finished');
  await expect(task.step(6)).toContainText('200 OK');
  await expect(task.step(8)).toContainText('sent with END');
  await expect(page.getByRole('definition').getByText('8 of 8')).toBeVisible();
  expect(await new TaskConsole(page).breaches()).toEqual([]);
});

for (const { template, name, object } of [
  { template: 'Firmware update', name: 'firmware update', object: undefined },
  { template: 'Inventory', name: 'inventory', object: undefined },
  { template: 'Settings', name: 'settings', object: ['setting-level', 'text/plain', '7'] as const },
]) {
  test(`the template “${template}” does on the simulated device what it says`, async ({ page }) => {
    if (object) await upload(...object);
    const editor = new TaskEditor(page);
    const task = new TaskPage(page);
    await new TaskConsole(page).signIn();
    await editor.openAt({ devId: sharedStack().device.devId });
    await editor.beginWith(template);
    await editor.isFor(sharedStack().device.devId);
    await editor.queue();
    await task.isOpen(name);
    await task.comesTo('succeeded');
  });
}

test('a task that waits for its device is cancelled, and the list says so', async ({ page }) => {
  const devId = 'urn:e2e:tasks:cancel';
  await RawDevice.register(sharedStack(), devId);
  const editor = new TaskEditor(page);
  const task = new TaskPage(page);
  const list = new TaskList(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({ devId, command: JSON.stringify(['GET', DEV_INFO]) });
  await editor.queue();
  await task.isOpen('GET');
  await task.comesTo('queued');
  await expect(page.getByText('it waits for the device to open one')).toBeVisible();
  await task.cancel();
  await task.comesTo('cancelled');
  await list.open();
  await list.onlyState('cancelled');
  await expect(list.row(devId)).toContainText('cancelled');
});

test('a task that failed says why in words, and is retried', async ({ page }) => {
  const devId = 'urn:e2e:tasks:retry';
  const device = await RawDevice.register(sharedStack(), devId);
  const editor = new TaskEditor(page);
  const task = new TaskPage(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({ devId, command: JSON.stringify(['DELETE', 'urn:dm2:mo:demo:1.0//Items/first']) });
  await editor.queue();
  await task.isOpen('DELETE');
  expect(await device.open()).toEqual([['DELETE', 'urn:dm2:mo:demo:1.0//Items/first']]);
  await task.comesTo('running');
  await device.answer([405]);
  await task.comesTo('failed');
  await expect(task.step(1)).toContainText('405 Command Not Allowed, the target does not allow this command');
  await expect(task.reason(/its status is neither 2xx nor 304/)).toBeVisible();
  const before = page.url();
  await task.retry();
  await expect(page).not.toHaveURL(before);
  await expect(page.getByRole('link', { name: 'an earlier task' })).toBeVisible();
  await device.open();
  await device.answer([200]);
  await task.comesTo('succeeded');
});

test('what a device reports later of an EXEC is put to its command', async ({ page }) => {
  const editor = new TaskEditor(page);
  const task = new TaskPage(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({
    devId: sharedStack().device.devId,
    command: JSON.stringify(['EXEC', 'urn:oma:mo:oma-fumo:1.0//DownloadAndUpdate']),
  });
  await editor.queue();
  await task.isOpen('EXEC');
  await task.comesTo('succeeded');
  await expect(task.step(1)).toContainText('202 Accepted');
  await expect(task.step(1)).toContainText('org.openmobilealliance.dm.firmwareupdate.downloadandupdate');
  await expect(task.step(1)).toContainText('ResultCode: 1450');
});

test('a wrong ClientURI is explained before it is sent, and completed from what is known of the device', async ({
  page,
}) => {
  const editor = new TaskEditor(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({ devId: sharedStack().device.devId });
  const uri = editor.field('ClientURI');
  await uri.fill('urn:oma:mo:oma-dm-devinfo:1.2');
  await expect(editor.step(1)).toContainText('has no instance');
  await expect(editor.findings).toContainText('steps/0/commands/0/1');
  await uri.fill('devinfo');
  await editor.suggestion('urn:oma:mo:oma-dm-devinfo:1.2/').first().click();
  await editor.suggestion('urn:oma:mo:oma-dm-devinfo:1.2//').click();
  await expect(editor.findings).toContainText('It is as the schema says');
  await uri.pressSequentially('Fw');
  await expect(editor.suggestion(`${DEV_INFO}FwV`)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(uri).toHaveValue(`${DEV_INFO}FwV`);
  await uri.fill(`${DEV_INFO}Nothing`);
  await expect(editor.step(1)).toContainText('has no node Nothing (TS 6.4)');
  await editor.chooseCommand('EXEC');
  await expect(editor.step(1)).toContainText('TS 5.3.5');
});

test('steps and JSON are always in step, and what is wrong is told by path and line', async ({ page }) => {
  const editor = new TaskEditor(page);
  const tasks = new TaskConsole(page);
  await tasks.signIn();
  await editor.openAt({ devId: sharedStack().device.devId });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('from the blocks');
  await expect(editor.json).toHaveValue(/"name": "from the blocks"/);
  await editor.write({
    name: 'from the JSON',
    steps: [{ commands: [['GET', DEV_INFO]] }, { await: 'nothing' }],
  });
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('from the JSON');
  await expect(editor.step(2)).toContainText('no earlier step shows a page as "nothing"');
  await expect(editor.findings).toContainText('steps/1/await');
  expect(await editor.canQueue()).toBe(false);
  await editor.write({ name: 'x', steps: [{ commands: [['GET', DEV_INFO]], colour: 'red' }] });
  await expect(editor.findings).toContainText('steps/0/colour: is not known');
  await editor.json.fill('{\n  "steps": [,]\n}');
  await expect(editor.findings).toContainText('Line 2');
  await expect(page.getByText('The JSON can’t be shown as steps')).toBeVisible();
  expect(await tasks.breaches()).toEqual([]);
  await editor.write({ name: 'right again', steps: [{ commands: [['GET', DEV_INFO]] }] });
  await expect(editor.findings).toContainText('It is as the schema says');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await tasks.breaches()).toEqual([]);
  }
});

test('a task is queued for several devices together, and each is seen to come along', async ({ page }) => {
  const devIds = ['urn:e2e:tasks:batch:1', 'urn:e2e:tasks:batch:2'];
  const [first] = await Promise.all(devIds.map((devId) => RawDevice.register(sharedStack(), devId)));
  const editor = new TaskEditor(page);
  const list = new TaskList(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({ devId: devIds.join(','), command: JSON.stringify(['GET', DEV_INFO]) });
  await editor.queue();
  await expect(list.batch).toContainText('0 of 2 have ended');
  await first?.open();
  await expect(list.row('urn:e2e:tasks:batch:1')).toContainText('running');
  await first?.answerWithText('{}');
  await expect(list.row('urn:e2e:tasks:batch:1')).toContainText('succeeded');
  await expect(list.batch).toContainText('1 of 2 have ended');
  await expect(list.row('urn:e2e:tasks:batch:2')).toContainText('queued');
  expect(await new TaskConsole(page).breaches()).toEqual([]);
});

test('devices that are not registered are told, and keep none of the others from their task', async ({
  page,
}) => {
  const devId = 'urn:e2e:tasks:some';
  await RawDevice.register(sharedStack(), devId);
  const editor = new TaskEditor(page);
  await new TaskConsole(page).signIn();
  await editor.openAt({ devId: `${devId},urn:e2e:nobody`, command: JSON.stringify(['GET', DEV_INFO]) });
  await editor.queue();
  await expect(page.getByText('Queued for one device.')).toBeVisible();
  await expect(page.getByText('no device is registered as "urn:e2e:nobody"')).toBeVisible();
});

test('on a phone nothing of the tasks is cut off', async ({ page }) => {
  const tasks = new TaskConsole(page);
  const editor = new TaskEditor(page);
  const list = new TaskList(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await tasks.signIn();
  await editor.openAt({ devId: sharedStack().device.devId, template: 'basic-flow' });
  await expect(editor.step(8)).toBeVisible();
  expect(await tasks.isCutOff()).toBe(false);
  await list.open();
  await list.onlyNamed('basic flow');
  await expect(list.row('basic flow').first()).toBeVisible();
  expect(await tasks.isCutOff()).toBe(false);
  await list.row('basic flow').first().getByRole('link', { name: 'basic flow' }).click();
  await expect(new TaskPage(page).step(1)).toBeVisible();
  expect(await tasks.isCutOff()).toBe(false);
});
