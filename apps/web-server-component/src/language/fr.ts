import type { Words } from './words.js';

// Non-breaking spaces stand before : ? ! » and after «, as French typography wants.
export const fr: Words = {
  senderUnnamed: 'La gestion de votre appareil',
  optional: 'facultatif',
  accept: 'Accepter',
  decline: 'Refuser',
  continue: 'Continuer',
  submit: 'Envoyer les réponses',
  understood: 'OK',
  back: 'Retour',
  choose: 'Choisissez',
  yes: 'Oui',
  no: 'Non',
  progress: (current, all) => `Question ${current} sur ${all}`,
  forDevice: (devId) => `Pour l’appareil ${devId}`,
  answerBy: (time) => `Veuillez répondre avant le ${time}`,
  problem: { title: 'Vérifiez votre réponse', prefix: 'Erreur' },
  errors: {
    required: (name) => `«\u00a0${name}\u00a0» est à remplir`,
    chooseOne: 'Choisissez une des réponses',
    mustTick: (name) => `Cochez «\u00a0${name}\u00a0» pour continuer`,
    tooShort: (name, least) => `«\u00a0${name}\u00a0» doit avoir au moins ${least} caractères`,
    tooLong: (name, most) => `«\u00a0${name}\u00a0» doit avoir au plus ${most} caractères`,
    email: (name) => `«\u00a0${name}\u00a0» doit être une adresse e-mail, par exemple nom@example.com`,
    tel: (name) => `«\u00a0${name}\u00a0» doit être un numéro de téléphone, par exemple +33 1 23 45 67 89`,
    number: (name) => `«\u00a0${name}\u00a0» doit être un nombre`,
    integer: (name) => `«\u00a0${name}\u00a0» doit être un nombre entier`,
    least: (name, least) => `«\u00a0${name}\u00a0» doit être au moins ${least}`,
    most: (name, most) => `«\u00a0${name}\u00a0» doit être au plus ${most}`,
    date: (name) => `«\u00a0${name}\u00a0» doit être une date valide, par exemple 2027-03-31`,
  },
  thanks: {
    title: 'Merci',
    text: 'Votre réponse est bien arrivée. Vous pouvez fermer cette page.',
    answer: 'Votre réponse',
  },
  expired: {
    title: 'Cette page a expiré',
    text: 'Il n’est plus possible d’y répondre. Vous n’avez rien à faire\u00a0: si la réponse est encore nécessaire, la question vous sera posée à nouveau.',
  },
  unknown: {
    title: 'Il n’y a pas de page ici',
    text: 'L’adresse est peut-être incomplète. Ouvrez de nouveau la page depuis le message sur votre appareil.',
  },
  failed: {
    title: 'Cela n’a pas fonctionné',
    text: 'Votre réponse n’a pas été prise en compte. Revenez en arrière et réessayez.',
  },
};
