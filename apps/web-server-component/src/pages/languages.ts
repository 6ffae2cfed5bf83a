/** What the pages say besides what a task gives them. */
export interface Texts {
  readonly accept: string;
  readonly decline: string;
  readonly next: string;
  readonly back: string;
  readonly finish: string;
  readonly step: (n: number, of: number) => string;
  readonly sender: string;
  readonly problems: string;
  readonly choose: string;
  readonly required: (label: string) => string;
  readonly wrong: (label: string) => string;
  readonly tooLong: (label: string, max: number) => string;
  readonly between: (label: string, min: number, max: number) => string;
  readonly optional: string;
  readonly thanks: string;
  readonly thanksText: string;
  readonly expired: string;
  readonly expiredText: string;
  readonly unknown: string;
  readonly unknownText: string;
}

const en: Texts = {
  accept: 'Accept',
  decline: 'Decline',
  next: 'Continue',
  back: 'Back',
  finish: 'Send',
  step: (n, of) => `Question ${n} of ${of}`,
  sender: 'Message from your device management',
  problems: 'Please check your answers',
  choose: 'Choose one of the options.',
  required: (label) => `${label}: please fill this in.`,
  wrong: (label) => `${label}: please check what you entered.`,
  tooLong: (label, max) => `${label}: at most ${max} characters.`,
  between: (label, min, max) => `${label}: a number from ${min} to ${max}.`,
  optional: 'optional',
  thanks: 'Thank you',
  thanksText: 'Your answer has been received. You can close this page.',
  expired: 'This page has expired',
  expiredText: 'The question is no longer open. You need not do anything.',
  unknown: 'This page does not exist',
  unknownText: 'The address is wrong or the page is no longer there.',
};

const de: Texts = {
  accept: 'Zustimmen',
  decline: 'Ablehnen',
  next: 'Weiter',
  back: 'Zurück',
  finish: 'Absenden',
  step: (n, of) => `Frage ${n} von ${of}`,
  sender: 'Nachricht Ihrer Geräteverwaltung',
  problems: 'Bitte prüfen Sie Ihre Angaben',
  choose: 'Bitte wählen Sie eine Möglichkeit.',
  required: (label) => `${label}: bitte ausfüllen.`,
  wrong: (label) => `${label}: bitte prüfen Sie die Eingabe.`,
  tooLong: (label, max) => `${label}: höchstens ${max} Zeichen.`,
  between: (label, min, max) => `${label}: eine Zahl von ${min} bis ${max}.`,
  optional: 'freiwillig',
  thanks: 'Vielen Dank',
  thanksText: 'Ihre Antwort ist angekommen. Sie können diese Seite schließen.',
  expired: 'Diese Seite ist abgelaufen',
  expiredText: 'Die Frage ist nicht mehr offen. Sie müssen nichts tun.',
  unknown: 'Diese Seite gibt es nicht',
  unknownText: 'Die Adresse ist falsch, oder die Seite ist nicht mehr da.',
};

const fr: Texts = {
  accept: 'Accepter',
  decline: 'Refuser',
  next: 'Continuer',
  back: 'Retour',
  finish: 'Envoyer',
  step: (n, of) => `Question ${n} sur ${of}`,
  sender: 'Message de la gestion de votre appareil',
  problems: 'Veuillez vérifier vos réponses',
  choose: 'Choisissez une des options.',
  required: (label) => `${label} : veuillez remplir ce champ.`,
  wrong: (label) => `${label} : veuillez vérifier votre saisie.`,
  tooLong: (label, max) => `${label} : ${max} caractères au plus.`,
  between: (label, min, max) => `${label} : un nombre de ${min} à ${max}.`,
  optional: 'facultatif',
  thanks: 'Merci',
  thanksText: 'Votre réponse est bien arrivée. Vous pouvez fermer cette page.',
  expired: 'Cette page a expiré',
  expiredText: 'La question n’est plus ouverte. Vous n’avez rien à faire.',
  unknown: 'Cette page n’existe pas',
  unknownText: 'L’adresse est fausse ou la page n’existe plus.',
};

export const LANGUAGES = { en, de, fr } as const;
export type Language = keyof typeof LANGUAGES;

/** The language of a UI session: the device's (`DevInfo/Lang`), else the browser's, else English. */
export function chooseLanguage(deviceLang: string | null, acceptLanguage: string | undefined): Language {
  const wanted = [
    deviceLang ?? '',
    ...(acceptLanguage ?? '')
      .split(',')
      .map((part) => ({
        tag: part.split(';')[0]?.trim() ?? '',
        q: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1),
      }))
      .sort((a, b) => b.q - a.q)
      .map(({ tag }) => tag),
  ];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split(/[-_]/)[0] ?? '';
    if (language in LANGUAGES) return language as Language;
  }
  return 'en';
}
