/** The object that step 6 moves, and where the device puts it. */
export const firmware = { object: 'firmware-2.1', bytes: 50_000_000 };

/**
 * The basic flow as a task (CR 6.2): GET, SHOW beside another command, two packages that have nothing to do with the user while the UI session
 * is open, the transfers, and an HPOST that travels with END.
 */
export function basicFlow(options: { upTo: string }): object {
  const inventory = 'urn:oma:mo:oma-dm-devinfo:1.2//';
  return {
    name: 'basic flow',
    notify: true,
    expiresAt: new Date(Date.now() + 24 * 3_600_000).toISOString(),
    onFailure: 'continue',
    steps: [
      { commands: [['GET', inventory]] },
      {
        show: {
          page: 'consent',
          data: { title: 'Update to 2.1?' },
          as: 'consent',
        },
        commands: [['GET', 'urn:oma:mo:oma-sessioninfomo:1.0//CBT']],
      },
      { commands: [['GET', 'urn:oma:mo:oma-fumo:1.0//State']] },
      { commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Lang']] },
      { await: 'consent', upTo: options.upTo, otherwise: 'continue' },
      {
        commands: [
          ['HGET', `{repository}/objects/${firmware.object}`, 'urn:oma:mo:oma-fumo:1.0//Update/PkgData'],
        ],
      },
      { commands: [['HPUT', '{repository}/objects/device-state', 'urn:oma:mo:oma-fumo:1.0//State']] },
      { final: true, commands: [['HPOST', '{repository}/objects/inventory', inventory]] },
    ],
  };
}
