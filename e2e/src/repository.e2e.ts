import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Console } from './pages/console.js';
import { RepositoryPage } from './pages/repository.page.js';
import { sharedStack } from './stack.js';

test.use({
  bypassCSP: true,
  viewport: { width: 1280, height: 800 },
  permissions: ['clipboard-read', 'clipboard-write'],
});

test('one sees what devices have read and written', async ({ page }) => {
  const console = new Console(page);
  const repository = new RepositoryPage(page);
  await console.open('/repository');
  await expect(repository.object('inventory')).toContainText('HPOST');
  const read = repository.access.filter({ hasText: 'GET firmware-2.1' }).first();
  await expect(read).toContainText(sharedStack().device.devId);
  await expect(read).toContainText('whole');
  await console.isForEverybody();
});

test('a file is uploaded, written again, looked at, downloaded and deleted', async ({ page }) => {
  const console = new Console(page);
  const repository = new RepositoryPage(page);
  await console.open('/repository');
  await repository.chooseFile('My notes.txt', 'text/plain', Buffer.from('first'));
  await expect(page.getByLabel('Name of the object')).toHaveValue('My-notes.txt');
  await repository.nameIt('a/b');
  await expect(page.getByText('A name has 1 to 255 letters')).toBeVisible();
  await repository.nameIt('notes.txt');
  await repository.upload();
  await expect(repository.object('notes.txt')).toContainText('5 B');
  await expect(repository.object('notes.txt')).toContainText('an operator');

  await repository.choose('notes.txt');
  await repository.drop('other.txt', 'the second');
  await repository.upload();
  await expect(repository.versions).toHaveCount(3);
  await expect(repository.versions.nth(1)).toContainText('10 B');
  expect(await repository.copy('HGET')).toMatch(/^\["HGET", "\{repository\}\/objects\/notes\.txt", /);
  await console.isForEverybody();

  const download = await repository.download();
  expect(download.suggestedFilename()).toBe('notes.txt');
  expect(readFileSync(await download.path(), 'utf8')).toBe('the second');

  await repository.remove('notes.txt');
  await expect(page.getByRole('heading', { name: 'Repository' })).toBeVisible();
  await expect(repository.object('firmware-2.1')).toBeVisible();
  await expect(repository.object('notes.txt')).toHaveCount(0);
});

test('an upload shows how far it is, and can be given up', async ({ page }) => {
  const console = new Console(page);
  const repository = new RepositoryPage(page);
  await console.open('/repository');
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 2_000_000,
  });
  await repository.chooseFile('slow.bin', 'application/octet-stream', Buffer.alloc(30_000_000));
  await repository.upload();
  const progress = page.getByRole('progressbar', { name: 'Upload of slow.bin' });
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Give up' }).click();
  await expect(page.getByText('The upload was given up; nothing was stored.')).toBeVisible();
  await expect(repository.object('slow.bin')).toHaveCount(0);
});

test('which media types devices may send to a name is set, also before there is an object', async ({
  page,
}) => {
  const console = new Console(page);
  const repository = new RepositoryPage(page);
  await console.open('/repository/reports-of-e2e');
  await expect(page.getByText('There is no such object yet.')).toBeVisible();
  await expect(page.getByText('These are the types of the whole repository.')).toBeVisible();
  await repository.take('text');
  await expect(page.getByText(/accepts\/0/)).toBeVisible();
  await repository.take('text/csv, text/plain');
  await expect(page.getByText('This name has types of its own.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Media types, parted by commas')).toHaveValue('text/csv, text/plain');
  await page.getByRole('button', { name: 'Back to the repository’s' }).click();
  await expect(page.getByText('These are the types of the whole repository.')).toBeVisible();
});
