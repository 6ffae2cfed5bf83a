import { readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from '../adapters/file-store.js';
import { changed, switchChange, type SwitchChange, type Switches } from './switches.js';

/**
 * The switches of a device, kept beside its state. A device that starts anew is as it was left, but for what its options say
 * differently than when that was switched: whoever starts it with another `--browser` gets that one.
 */
export class SwitchBoard {
  private readonly file: string;
  private state: Switches;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly directory: string,
    /** What the options say. */
    private readonly initial: Switches,
    /** Whatever was switched before counts no more. */
    forget = false,
  ) {
    this.file = join(directory, 'switches.json');
    if (forget) rmSync(this.file, { force: true });
    this.state = changed(initial, this.kept());
  }

  get current(): Switches {
    return this.state;
  }

  /** Durable when it resolves. Changes happen one after the other. */
  async change(change: SwitchChange): Promise<{ before: Switches; after: Switches }> {
    return this.replace((before) => changed(before, change));
  }

  /** All as the options say. */
  async reset(): Promise<{ before: Switches; after: Switches }> {
    return this.replace(() => this.initial);
  }

  private async replace(
    edit: (before: Switches) => Switches,
  ): Promise<{ before: Switches; after: Switches }> {
    const done = this.last.then(async () => {
      const before = this.state;
      const after = edit(before);
      await this.write(after);
      this.state = after;
      return { before, after };
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  private async write(switches: Switches): Promise<void> {
    const temporary = `${this.file}.new`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ options: this.initial, switches }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, this.file);
    await syncDirectory(this.directory);
  }

  /** What was switched before, where the options say the same as then. A file that can't be read counts for nothing. */
  private kept(): SwitchChange {
    try {
      const { options, switches } = JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, object>;
      const then = Object.entries(switchChange.parse(options));
      const same = Object.entries(switchChange.parse(switches)).filter(([name]) => {
        const before = then.find(([other]) => other === name)?.[1];
        return JSON.stringify(before) === JSON.stringify(this.initial[name as keyof Switches]);
      });
      return Object.fromEntries(same);
    } catch {
      return {};
    }
  }
}
