/** Every text of ours on a page. `name` is a label or value the sender wrote. */
export interface Words {
  readonly senderUnnamed: string;
  readonly optional: string;
  readonly accept: string;
  readonly decline: string;
  readonly continue: string;
  readonly submit: string;
  readonly understood: string;
  readonly back: string;
  readonly choose: string;
  readonly yes: string;
  readonly no: string;
  readonly progress: (current: number, all: number) => string;
  readonly forDevice: (devId: string) => string;
  readonly answerBy: (time: string) => string;
  readonly problem: { readonly title: string; readonly prefix: string };
  readonly errors: {
    readonly required: (name: string) => string;
    readonly chooseOne: string;
    readonly mustTick: (name: string) => string;
    readonly tooShort: (name: string, least: number) => string;
    readonly tooLong: (name: string, most: number) => string;
    readonly email: (name: string) => string;
    readonly tel: (name: string) => string;
    readonly number: (name: string) => string;
    readonly integer: (name: string) => string;
    readonly least: (name: string, least: string) => string;
    readonly most: (name: string, most: string) => string;
    readonly date: (name: string) => string;
  };
  readonly thanks: { readonly title: string; readonly text: string; readonly answer: string };
  readonly expired: { readonly title: string; readonly text: string };
  readonly unknown: { readonly title: string; readonly text: string };
  readonly failed: { readonly title: string; readonly text: string };
}
