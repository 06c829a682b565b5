import type { Core } from '@strapi/strapi';

export default {
  register(): void {},
  bootstrap(_: { strapi: Core.Strapi }): void {},
};
