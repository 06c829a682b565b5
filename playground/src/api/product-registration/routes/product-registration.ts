import { factories } from '@strapi/strapi';

export default factories.createCoreRouter('api::product-registration.product-registration' as never);
