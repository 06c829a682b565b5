import { factories } from '@strapi/strapi';

export default factories.createCoreController('api::repair-request.repair-request' as never);
