import { factories } from '@strapi/strapi';

export default factories.createCoreController('api::product-registration.product-registration' as never);
