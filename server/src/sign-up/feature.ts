import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { signUpType } from './content-type';
import { signUpHandlers } from './portal';
import { answerSignUp, createSignUp, signUpOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const signUp = {
  liveTables: [signUpType],
  services: { 'sign-up': createSignUp },
  mails: { en, de },
  jobs: [answerSignUp],
  customers: { 'sign-up': signUpHandlers },
  cleanUp: (strapi: Strapi) => signUpOf(strapi).cleanUp(),
} satisfies Feature;
